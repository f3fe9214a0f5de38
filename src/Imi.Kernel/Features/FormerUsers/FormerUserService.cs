using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Ledger;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;
using Imi.Kernel.Network.Notices;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.FormerUsers;

/// <summary>
/// Lets administrators and coordinators end a person's access at an authority (Regulation (EU) No 1024/2012, Article 15). With the last
/// role the person becomes a former user: access ends at once, and their data are blocked and deleted after three years.
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
    /// Removes all roles of a person at an authority that the actor may withdraw. A person without any role becomes a former user. The reason is
    /// chosen from a list, because free text would stay in the journal for ever.
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
                await database.Set<Authority>().Where(one => one.Id == authority).ClaimAsync(null, stop);
                await database.Set<ImiUser>().Where(one => one.Id == person).ClaimAsync(null, stop);
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

    /// <summary>Answers a repeated submission with the recorded result; not found if the actor did not end the person's access.</summary>
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

    /// <summary>Removes the person's assignments and notifies the allocators of the open exchanges among them.</summary>
    /// <returns>The number of open exchanges.</returns>
    private async Task<int> EndAllocationsAsync(Guid authority, Guid person, List<string> modules, CancellationToken cancellationToken)
    {
        var assigned = await Allocations(database, authority, person, modules).ToListAsync(cancellationToken);
        var allocators = await AllocatorsAsync(authority, cancellationToken);
        var now = time.GetUtcNow();
        var open = assigned.FindAll(allocation => allocation.Phase == Phase.Open);
        foreach (var allocation in open)
        {
            foreach (var allocator in allocators.Where(one => one.Module == allocation.Module))
            {
                var notice = new Notice(
                    OrderedId.Next(now),
                    allocator.Id,
                    allocation.ExchangeId,
                    KernelActions.AllocationEnded,
                    allocation.State,
                    allocation.IsTurn,
                    now.UtcDateTime
                );
                database.Set<Notice>().Add(notice);
                if (allocator.NoticesByEmail)
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

    /// <summary>Finds the allocators of an authority for each module; its handlers for modules without an allocator.</summary>
    private async Task<List<Allocator>> AllocatorsAsync(Guid authority, CancellationToken cancellationToken)
    {
        var people = await (
            from grant in RoleGrant.CountingOn(database, DeadlineCalendar.Today(time))
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

/// <summary>The result of ending a person's access at an authority.</summary>
/// <param name="IsFormer">Whether the person is now a former user; false if other roles remain.</param>
/// <param name="Allocations">The number of open exchanges that were assigned to the person; 0 for a repeated submission.</param>
public sealed record UserEnding(bool IsFormer, int Allocations);

/// <summary>An exchange whose assignment ends with the person's access.</summary>
internal sealed record EndedAllocation(Guid ExchangeId, string Module, string State, Phase Phase, bool IsTurn);
