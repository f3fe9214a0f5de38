using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.ReplyTimes;

/// <summary>Computes and stores the usual reply time of authorities, so that pages need not compute it.</summary>
public sealed class ReplyTimeService(ImiDbContext database, TimeProvider time)
{
    private const int BatchSize = 200;
    private const int Months = 12;

    /// <summary>Computes the median reply time in days of each authority and module over the last twelve months. Can be repeated.</summary>
    /// <returns>The number of figures that changed.</returns>
    public async Task<int> ComputeAsync(CancellationToken cancellationToken)
    {
        var known = await database
            .Set<ReplyTime>()
            .AsNoTracking()
            .ToDictionaryAsync(one => (one.AuthorityId, one.Module), one => (one.Answers, one.MedianDays), cancellationToken);
        var now = new Dictionary<(Guid Authority, string Module), (int Answers, int MedianDays)>();
        var (current, days) = (default((Guid, string)), new List<int>());
        await foreach (
            var answer in AnsweredQuery(database, time.GetUtcNow().UtcDateTime.AddMonths(-Months)).AsAsyncEnumerable().WithCancellation(cancellationToken)
        )
        {
            if (current != (answer.AuthorityId, answer.Module))
                StoreMedian();
            current = (answer.AuthorityId, answer.Module);
            days.Add(DeadlineCalendar.DayOf(answer.AnsweredAt).DayNumber - DeadlineCalendar.DayOf(answer.SentAt).DayNumber);
        }

        StoreMedian();
        foreach (var (gone, _) in known.Where(one => !now.ContainsKey(one.Key)))
            now[gone] = (0, 0);
        var changed = now.Where(one => !known.TryGetValue(one.Key, out var before) || before != one.Value).ToList();
        foreach (var batch in changed.Chunk(BatchSize))
        {
            await database.WriteAsync(stop => WriteAsync(batch, stop), cancellationToken);
            database.ChangeTracker.Clear();
        }

        return changed.Count;

        void StoreMedian()
        {
            if (days.Count > 0)
            {
                days.Sort();
                now[current] = (days.Count, days[(days.Count - 1) / 2]);
            }

            days.Clear();
        }
    }

    internal static IQueryable<Answered> AnsweredQuery(ImiDbContext database, DateTime since) =>
        database
            .Set<Exchange>()
            .Where(exchange => exchange.AnsweredAt >= since && exchange.SentAt != null && exchange.RecipientId != null)
            .OrderBy(exchange => exchange.RecipientId)
            .ThenBy(exchange => exchange.Module)
            .Select(exchange => new Answered(exchange.RecipientId!.Value, exchange.Module, exchange.SentAt!.Value, exchange.AnsweredAt!.Value));

    private async Task WriteAsync(KeyValuePair<(Guid Authority, string Module), (int Answers, int MedianDays)>[] batch, CancellationToken cancellationToken)
    {
        var ids = batch.Select(one => one.Key.Authority).Distinct().ToList();
        var kept = await database.Set<ReplyTime>().Where(one => ids.Contains(one.AuthorityId)).ToListAsync(cancellationToken);
        foreach (var ((authority, module), (answers, median)) in batch)
        {
            var row = kept.Find(one => one.AuthorityId == authority && one.Module == module);
            if (row is null)
                database.Set<ReplyTime>().Add(row = new ReplyTime(authority, module));
            row.Become(answers, median);
        }
    }
}

/// <summary>The recipient and times (UTC) of an answered exchange.</summary>
internal sealed record Answered(Guid AuthorityId, string Module, DateTime SentAt, DateTime AnsweredAt);
