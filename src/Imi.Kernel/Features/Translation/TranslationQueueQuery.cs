using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Translation;

/// <summary>Counts the translations that wait, for operators.</summary>
public sealed class TranslationQueueQuery(ImiDbContext database)
{
    /// <summary>Counts the requests that are not finished, and what each engine took and has not answered.</summary>
    public async Task<TranslationQueue> ReadAsync(CancellationToken cancellationToken) =>
        new(
            await database.Set<TranslationRequest>().CountAsync(cancellationToken),
            await SubmittedQuery(database).ToDictionaryAsync(one => one.Engine, one => one.Count, StringComparer.Ordinal, cancellationToken)
        );

    internal static IQueryable<SubmittedToEngine> SubmittedQuery(ImiDbContext database) =>
        database
            .Set<TranslationSubmission>()
            .Where(submission => submission.AnsweredAt == null)
            .GroupBy(submission => submission.Engine)
            .Select(group => new SubmittedToEngine(group.Key, group.Count()));

    internal sealed record SubmittedToEngine(string Engine, int Count);
}
