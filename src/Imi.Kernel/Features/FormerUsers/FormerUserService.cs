using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Ledger;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Mandates;
using Imi.Kernel.Network.Notices;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.FormerUsers;

/// <summary>
/// Where administrators and coordinators end that somebody of an authority is a user (Regulation (EU) No 1024/2012, Article 15): with
/// the last role access ends at once, and what is held about the person is blocked, to be deleted after three years.
/// </summary>
public sealed class FormerUserService(
    ImiDbContext database,
    MandateService mandates,
    FormerUserStore users,
    LedgerStore ledger,
    Journal journal,
    TimeProvider time
)
{
    private const string Ended = "user-ended";
    private const string Left = "user-left";

    /// <summary>
    /// Takes all roles at an authority from a person that the actor may take away. Whoever has none left anywhere is no longer a
    /// user. The reason comes from a list: what people write would stand in the journal for ever.
    /// </summary>
    public async Task<Outcome<UserEnding>> EndAsync(Guid authority, Guid person, EndReason? reason, Actor actor, CancellationToken cancellationToken)
    {
        var roles = await mandates.WithdrawableAsync(authority, person, actor, cancellationToken);
        if (roles.Count == 0)
            return await WasEndedAsync(authority, person, actor, cancellationToken);
        if (reason is null || !Enum.IsDefined(reason.Value))
            return Outcome<UserEnding>.Invalid(new FieldError($"end-reason.{person}", "people.reason-needed"));
        var modules = roles.Select(grant => grant.Module).Distinct(StringComparer.Ordinal).ToList();
        var ending = await database.WriteAsync(
            async stop =>
            {
                await ledger.LockAsync(stop);
                await database
                    .Set<RoleGrant>()
                    .Where(grant => grant.UserId == person && grant.AuthorityId == authority && modules.Contains(grant.Module))
                    .ExecuteDeleteAsync(stop);
                var allocations = await EndAllocationsAsync(authority, person, modules, stop);
                var isFormer = !await database.Set<RoleGrant>().AnyAsync(grant => grant.UserId == person, stop);
                if (isFormer)
                {
                    var now = UtcConverter.ToStore(time.GetUtcNow().UtcDateTime);
                    await users.EndAsync(person, authority, now, stop);
                    await ledger.AppendAsync(LedgerAction.UserEnded, [(person, $"delete {FormerUserStore.DeleteOn(now):yyyy-MM-dd}")], stop);
                }

                await journal.AppendAsync(actor.UserId, authority, null, isFormer ? Ended : Left, $"{person} {reason}", stop);
                return new UserEnding(isFormer, allocations);
            },
            cancellationToken
        );
        await ledger.WriteFileAsync(cancellationToken);
        return Outcome<UserEnding>.Done(ending);
    }

    /// <summary>Sent twice, it is done once.</summary>
    private async Task<Outcome<UserEnding>> WasEndedAsync(Guid authority, Guid person, Actor actor, CancellationToken cancellationToken)
    {
        var before = $"{person} ";
        var what = await database
            .Set<JournalEntry>()
            .Where(entry =>
                entry.UserId == actor.UserId && entry.AuthorityId == authority && (entry.What == Ended || entry.What == Left) && entry.Detail.StartsWith(before)
            )
            .OrderByDescending(entry => entry.Sequence)
            .Select(entry => entry.What)
            .FirstOrDefaultAsync(cancellationToken);
        return what is null ? Outcome<UserEnding>.NotFound : Outcome<UserEnding>.Done(new UserEnding(what == Ended, 0));
    }

    /// <summary>What was assigned to the person is everybody's again, and who allocates is told of what is open.</summary>
    private async Task<int> EndAllocationsAsync(Guid authority, Guid person, List<string> modules, CancellationToken cancellationToken)
    {
        var assigned = await Allocations(database, authority, person, modules).ToListAsync(cancellationToken);
        var allocators = await AllocatorsAsync(authority, cancellationToken);
        var now = time.GetUtcNow();
        var open = assigned.FindAll(allocation => allocation.Phase == Phase.Open);
        foreach (var allocation in open)
        {
            foreach (var told in allocators.Where(one => one.Module == allocation.Module))
            {
                var notice = new Notice(
                    OrderedId.Next(now),
                    told.Id,
                    allocation.ExchangeId,
                    KernelActions.AllocationEnded,
                    allocation.State,
                    allocation.IsTurn,
                    now.UtcDateTime
                );
                database.Set<Notice>().Add(notice);
                if (told.NoticesByEmail)
                    database.Set<OutboxMail>().Add(NoticeMailStore.Of(notice, now));
            }
        }

        var ids = assigned.ConvertAll(allocation => allocation.ExchangeId);
        await database
            .Set<Assignment>()
            .Where(one => one.UserId == person && one.AuthorityId == authority && ids.Contains(one.ExchangeId))
            .ExecuteDeleteAsync(cancellationToken);
        return open.Count;
    }

    internal static IQueryable<EndedAllocation> Allocations(ImiDbContext database, Guid authority, Guid person, IReadOnlyList<string> modules) =>
        from assignment in database.Set<Assignment>()
        where assignment.UserId == person && assignment.AuthorityId == authority
        join exchange in database.Set<Exchange>() on assignment.ExchangeId equals exchange.Id
        where modules.Contains(exchange.Module)
        select new EndedAllocation(
            exchange.Id,
            exchange.Module,
            exchange.State,
            exchange.Phase,
            database.Set<Participation>().Any(part => part.ExchangeId == exchange.Id && part.AuthorityId == authority && part.View == InboxView.ToDo)
        );

    /// <summary>Who allocates at an authority, module by module; its handlers where nobody does.</summary>
    private async Task<List<Allocator>> AllocatorsAsync(Guid authority, CancellationToken cancellationToken)
    {
        var people = await (
            from grant in database.Set<RoleGrant>()
            where grant.AuthorityId == authority && (grant.Role == Role.Allocator || grant.Role == Role.Handler)
            join user in database.Set<ImiUser>() on grant.UserId equals user.Id
            select new
            {
                grant.Module,
                grant.Role,
                user.Id,
                user.NoticesByEmail,
            }
        ).ToListAsync(cancellationToken);
        return
        [
            .. people
                .GroupBy(one => one.Module, StringComparer.Ordinal)
                .SelectMany(module =>
                    module
                        .Where(one => one.Role == (module.Any(other => other.Role == Role.Allocator) ? Role.Allocator : Role.Handler))
                        .Select(one => new Allocator(one.Module, one.Id, one.NoticesByEmail))
                ),
        ];
    }

    private sealed record Allocator(string Module, Guid Id, bool NoticesByEmail);
}

/// <summary>What came of ending it.</summary>
/// <param name="IsFormer">Whether the person is no longer a user; else roles are left elsewhere.</param>
/// <param name="Allocations">How many open exchanges had been assigned to the person.</param>
public sealed record UserEnding(bool IsFormer, int Allocations);

/// <summary>An exchange that was assigned to somebody who is no longer a user.</summary>
internal sealed record EndedAllocation(Guid ExchangeId, string Module, string State, Phase Phase, bool IsTurn);
