using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>Records events of exchanges in the timeline and the journal, and runs the reactions of features.</summary>
public sealed class TimelineStore(ImiDbContext database, Journal journal, IEnumerable<IExchangeReaction> reactions, TimeProvider time)
{
    /// <summary>Records an event. Call it last in a transaction, because the reactions see the exchange as it is then.</summary>
    internal async Task RecordAsync(
        Exchange exchange,
        string what,
        string fromState,
        Actor actor,
        Guid authority,
        Action<TimelineEntry>? complete,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var entry = new TimelineEntry(OrderedId.Next(now), exchange.Id, what, fromState, exchange.State, actor.UserId, authority, now.UtcDateTime)
        {
            Revision = exchange.Revision,
        };
        complete?.Invoke(entry);
        database.Set<TimelineEntry>().Add(entry);
        foreach (var reaction in reactions)
            await reaction.ReactAsync(new ExchangeEvent(exchange, entry), cancellationToken);
        await journal.AppendAsync(actor.UserId, authority, exchange.Id, what, $"{fromState}>{exchange.State}", cancellationToken);
    }

    /// <summary>Creates the outcome of a conflict: the timeline's entries since the revision that a person saw or, without any, the last save.</summary>
    internal async Task<Outcome<T>> ConflictAsync<T>(Exchange exchange, int seen, CancellationToken cancellationToken)
    {
        var meanwhile = await database
            .Set<TimelineEntry>()
            .Where(entry => entry.ExchangeId == exchange.Id && entry.Revision > seen)
            .OrderBy(entry => entry.Id)
            .Select(entry => new ConcurrentChange(PolicyActions.NameOf(entry.What), entry.UserId, entry.AuthorityId, entry.At, entry.Revision))
            .ToListAsync(cancellationToken);
        if (meanwhile.Count == 0)
        {
            var saved = await database
                .Set<ContentDocument>()
                .AsNoTracking()
                .Where(content => content.ExchangeId == exchange.Id && content.Kind == ContentKind.Form)
                .OrderByDescending(content => content.Id)
                .Select(content => new
                {
                    content.AuthorId,
                    content.AuthorityId,
                    content.CreatedAt,
                })
                .FirstAsync(cancellationToken);
            meanwhile.Add(new ConcurrentChange(KernelActions.SaveDraft, saved.AuthorId, saved.AuthorityId, saved.CreatedAt, exchange.Revision));
        }

        return Outcome<T>.Conflict(meanwhile);
    }
}
