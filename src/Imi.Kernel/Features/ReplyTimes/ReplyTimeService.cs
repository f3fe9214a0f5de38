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

    /// <summary>
    /// Computes how soon each authority answered in each procedure, and in all procedures of a module together, over the last twelve months. Can be
    /// repeated. Exchanges that are not answered yet do not count.
    /// </summary>
    /// <returns>The number of figures that changed.</returns>
    public async Task<int> ComputeAsync(CancellationToken cancellationToken)
    {
        var known = await database
            .Set<ReplyTime>()
            .AsNoTracking()
            .ToDictionaryAsync(
                one => (one.AuthorityId, one.Module, one.Procedure),
                one => new ReplyFigures(one.Answers, one.MedianDays, one.FastDays, one.SlowDays),
                cancellationToken
            );
        var now = new Dictionary<(Guid Authority, string Module, string Procedure), ReplyFigures>();
        var current = new List<Answered>(); // The answers of one authority in one module.
        await foreach (
            var answer in AnsweredQuery(database, time.GetUtcNow().UtcDateTime.AddMonths(-Months)).AsAsyncEnumerable().WithCancellation(cancellationToken)
        )
        {
            if (current.Count > 0 && (current[0].AuthorityId, current[0].Module) != (answer.AuthorityId, answer.Module))
                Store();
            current.Add(answer);
        }

        Store();
        foreach (var (gone, _) in known.Where(one => !now.ContainsKey(one.Key)))
            now[gone] = default;
        var changed = now.Where(one => !known.TryGetValue(one.Key, out var before) || before != one.Value).ToList();
        foreach (var batch in changed.Chunk(BatchSize))
        {
            await database.WriteAsync(stop => WriteAsync(batch, stop), cancellationToken);
            database.ChangeTracker.Clear();
        }

        return changed.Count;

        void Store()
        {
            if (current.Count > 0)
                now[(current[0].AuthorityId, current[0].Module, ReplyTime.AllProcedures)] = ReplyFigures.Of(current.ConvertAll(one => one.Days));
            foreach (var procedure in current.GroupBy(one => one.Procedure, StringComparer.Ordinal))
                now[(current[0].AuthorityId, current[0].Module, procedure.Key)] = ReplyFigures.Of([.. procedure.Select(one => one.Days)]);
            current.Clear();
        }
    }

    internal static IQueryable<Answered> AnsweredQuery(ImiDbContext database, DateTime since) =>
        database
            .Set<Exchange>()
            .Where(exchange => exchange.AnsweredAt >= since && exchange.ReceivedAt != null && exchange.RecipientId != null)
            .OrderBy(exchange => exchange.RecipientId)
            .ThenBy(exchange => exchange.Module)
            .Select(exchange => new Answered(
                exchange.RecipientId!.Value,
                exchange.Module,
                exchange.Procedure,
                exchange.ReceivedAt!.Value,
                exchange.AnsweredAt!.Value
            ));

    private async Task WriteAsync(KeyValuePair<(Guid Authority, string Module, string Procedure), ReplyFigures>[] batch, CancellationToken cancellationToken)
    {
        var ids = batch.Select(one => one.Key.Authority).Distinct().ToList();
        var kept = await database.Set<ReplyTime>().Where(one => ids.Contains(one.AuthorityId)).ToListAsync(cancellationToken);
        foreach (var ((authority, module, procedure), figures) in batch)
        {
            var row = kept.Find(one => one.AuthorityId == authority && one.Module == module && one.Procedure == procedure);
            if (row is null)
                database.Set<ReplyTime>().Add(row = new ReplyTime(authority, module, procedure));
            row.Become(figures.Answers, figures.Median, figures.Fast, figures.Slow);
        }
    }
}

/// <summary>The recipient, procedure and times (UTC) of an answered exchange.</summary>
internal sealed record Answered(Guid AuthorityId, string Module, string Procedure, DateTime ReceivedAt, DateTime AnsweredAt)
{
    /// <summary>The number of days from receipt to answer, in Brussels.</summary>
    public int Days => DeadlineCalendar.DayOf(AnsweredAt).DayNumber - DeadlineCalendar.DayOf(ReceivedAt).DayNumber;
}
