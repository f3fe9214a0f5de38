using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Ledger;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Retention;

/// <summary>Shows data-protection officers what retention has done, what is due and what failed: numbers and days, never content.</summary>
public sealed class OversightQuery(ImiDbContext database, LedgerStore ledger, AccessPolicy policy, TimeProvider time)
{
    /// <summary>The number of coming days that the overview covers.</summary>
    public const int DaysAhead = 30;

    private const int Newest = 20;

    /// <summary>Reads the overview of the authorities that the person oversees.</summary>
    /// <returns>The overview; null if the person is no data-protection officer.</returns>
    public async Task<RetentionOverview?> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        var authorities = policy.OverseenBy(actor);
        if (authorities.Count == 0)
            return null;
        var head = await ledger.HeadAsync(cancellationToken);
        var today = DeadlineCalendar.Today(time);
        var due = new List<RetentionDue>();
        foreach (var action in ErasureStore.ToExchanges)
        {
            var counts = await DueQuery(database, action, today.AddDays(DaysAhead), authorities).ToListAsync(cancellationToken);
            due.AddRange(counts.Select(count => new RetentionDue(action, count.Module, count.Count)));
        }

        if (await FormerUserQuery(database, today.AddDays(DaysAhead), authorities).CountAsync(cancellationToken) is > 0 and var users)
            due.Add(new RetentionDue(LedgerAction.UserDeleted, "", users));

        return new RetentionOverview(
            head.LastDay,
            head.LastDay is null || head.LastDay < today.AddDays(-1),
            head.Sequence,
            head.Hash,
            due,
            await HoldQuery(database, authorities).ToListAsync(cancellationToken),
            await DeedQuery(database, authorities).Take(Newest).ToListAsync(cancellationToken),
            await database.Set<RetentionRun>().AsNoTracking().OrderByDescending(run => run.Id).Take(Newest).ToListAsync(cancellationToken)
        )
        {
            Undone = await FailedQuery(database, authorities).ToListAsync(cancellationToken),
        };
    }

    internal static IQueryable<DueCount> DueQuery(ImiDbContext database, LedgerAction action, DateOnly day, IReadOnlyList<Guid> authorities) =>
        Own(database, ErasureStore.DueOf(database, action, day), authorities)
            .GroupBy(exchange => exchange.Module)
            .Select(group => new DueCount(group.Key, group.Count()));

    /// <summary>Finds the authorities' former users whose data are due for deletion on a day.</summary>
    internal static IQueryable<ImiUser> FormerUserQuery(ImiDbContext database, DateOnly day, IReadOnlyList<Guid> authorities) =>
        FormerUserStore.DueOf(database, day).Where(user => user.LastAuthorityId != null && authorities.Contains(user.LastAuthorityId.Value));

    internal static IQueryable<HeldExchange> HoldQuery(ImiDbContext database, IReadOnlyList<Guid> authorities) =>
        from hold in database.Set<RetentionHold>()
        where hold.EndedAt == null
        join exchange in Own(database, database.Set<Exchange>(), authorities) on hold.ExchangeId equals exchange.Id
        orderby hold.ReviewOn, hold.Id
        select new HeldExchange(exchange.Id, exchange.Number, hold.Ground, hold.At, hold.ReviewOn);

    internal static IQueryable<FailedErasure> FailedQuery(ImiDbContext database, IReadOnlyList<Guid> authorities) =>
        from fault in database.Set<ErasureFault>()
        join exchange in Own(database, database.Set<Exchange>(), authorities) on fault.ConcernedId equals exchange.Id
        orderby fault.Since, fault.ConcernedId
        select new FailedErasure(exchange.Id, exchange.Number, fault.Action, fault.Since);

    internal static IQueryable<DoneErasure> DeedQuery(ImiDbContext database, IReadOnlyList<Guid> authorities) =>
        from entry in database.Set<LedgerEntry>()
        join exchange in Own(database, database.Set<Exchange>(), authorities) on entry.ConcernedId equals exchange.Id
        orderby entry.Sequence descending
        select new DoneErasure(exchange.Id, exchange.Number, entry.Action, entry.At, entry.Rule);

    private static IQueryable<Exchange> Own(ImiDbContext database, IQueryable<Exchange> exchanges, IReadOnlyList<Guid> authorities) =>
        exchanges.Where(exchange => database.Set<Participation>().Any(part => part.ExchangeId == exchange.Id && authorities.Contains(part.AuthorityId)));
}
