using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.GuideResults;

/// <summary>Tells the Commission's policy officers how often each result of the guide was reached.</summary>
public sealed class GuideResultQuery(ImiDbContext database, AccessPolicy policy, TimeProvider time)
{
    /// <summary>The number of months that are counted.</summary>
    public const int Months = 12;

    /// <summary>The number of recent days that are counted separately.</summary>
    public const int RecentDays = 30;

    /// <summary>Counts the results of the last <see cref="Months"/> months. Leaves out results that were not reached.</summary>
    /// <returns>The counts; null if the person is no policy officer.</returns>
    public async Task<IReadOnlyList<GuideResultCount>?> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!policy.MayInstallModules(actor))
            return null;
        var today = DeadlineCalendar.Today(time);
        return await CountQuery(database, today.AddMonths(-Months), today.AddDays(-RecentDays)).ToListAsync(cancellationToken);
    }

    internal static IQueryable<GuideResultCount> CountQuery(ImiDbContext database, DateOnly from, DateOnly recent) =>
        database
            .Set<GuideResult>()
            .Where(result => result.On > from)
            .GroupBy(result => new
            {
                result.Module,
                result.Outcome,
                result.Question,
            })
            .Select(group => new GuideResultCount(
                group.Key.Module,
                group.Key.Outcome,
                group.Key.Question,
                group.Count(),
                group.Count(result => result.On > recent)
            ));
}

/// <summary>How often a result of the guide was reached.</summary>
/// <param name="Module">The name of the module; empty for the platform's own outcomes.</param>
/// <param name="Outcome">The name of the outcome; empty if no answer fitted.</param>
/// <param name="Question">The name of the question to which no answer fitted; empty if an outcome was reached.</param>
/// <param name="Count">How often in the last <see cref="GuideResultQuery.Months"/> months.</param>
/// <param name="Recent">How often in the last <see cref="GuideResultQuery.RecentDays"/> days.</param>
public sealed record GuideResultCount(string Module, string Outcome, string Question, int Count, int Recent);
