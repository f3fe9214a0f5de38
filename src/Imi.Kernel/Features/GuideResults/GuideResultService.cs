using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;

namespace Imi.Kernel.Features.GuideResults;

/// <summary>Counts how often each result of the guide is reached, for the evaluation (Regulation (EU) No 1024/2012, Article 4(2)).</summary>
public sealed class GuideResultService(ImiDbContext database, TimeProvider time)
{
    /// <summary>Counts the outcomes that a step of the guide ends with. Counts nothing if the guide goes on with a question.</summary>
    public Task RecordAsync(GuideStep step, CancellationToken cancellationToken) =>
        step.Ends.Count == 0 ? Task.CompletedTask : AddAsync(step.Ends.Select(end => (end.Module, Outcome: end.Outcome.Name, Question: "")), cancellationToken);

    /// <summary>Counts that no answer to a question fitted.</summary>
    public Task RecordUnansweredAsync(GuideQuestion question, CancellationToken cancellationToken) =>
        AddAsync([(Module: "", Outcome: "", Question: question.Name)], cancellationToken);

    private Task AddAsync(IEnumerable<(string Module, string Outcome, string Question)> reached, CancellationToken cancellationToken) =>
        database.WriteAsync(
            _ =>
            {
                var today = DeadlineCalendar.Today(time);

                // The id must not tell the time of day, which could point to a person.
                var midnight = new DateTimeOffset(today, TimeOnly.MinValue, TimeSpan.Zero);
                database.AddRange(reached.Select(one => new GuideResult(Guid.CreateVersion7(midnight), one.Module, one.Outcome, one.Question, today)));
                return Task.CompletedTask;
            },
            cancellationToken
        );
}
