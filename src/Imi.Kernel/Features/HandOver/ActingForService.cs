using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.History;
using Imi.Kernel.Network.Mandates;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.HandOver;

/// <summary>
/// Sets whether the central authority of a country acts in the name of an authority in a module. Its people then handle the authority's
/// exchanges beside the authority's own people. What they did remains the authority's when the arrangement ends.
/// </summary>
public sealed class ActingForService(
    ImiDbContext database,
    MandateService mandates,
    UserStore people,
    ExchangeTransactions transactions,
    RegistryHistoryStore history,
    Journal journal
)
{
    /// <summary>Begins or ends that the central authority acts for an authority. An interrupted call continues when repeated.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="module">The module.</param>
    /// <param name="acts">Whether the central authority acts from now on.</param>
    /// <param name="actor">A person who may grant roles at the authority. Must not gain access to its exchanges through the change.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Not found if the person may not set it or there is no central authority; invalid if the person would gain access.</returns>
    public async Task<Outcome> SetAsync(Guid authority, string module, bool acts, Actor actor, CancellationToken cancellationToken)
    {
        if (await mandates.FindAsync(authority, module, actor, cancellationToken) is not { } granting)
            return Outcome.NotFound;
        var before = granting.Acting?.Id;
        if (acts ? before is not null : before is null)
            return Outcome.Done;
        if ((acts ? granting.Central?.Id : before) is not { } central)
            return Outcome.NotFound;
        if (acts && actor.Reads(central, module) && !actor.Reads(authority, module))
        {
            await people.RefuseAsync(authority, actor, cancellationToken);
            return Outcome.Invalid(new FieldError("acted-for", UserStore.NotOneself));
        }

        // The lists change first: nobody can open the listed exchanges before the arrangement itself is saved. Exchanges can arrive until then.
        Outcome<bool> kept;
        do
        {
            foreach (var id in await FollowingQuery(database, authority, central, module, acts).ToListAsync(cancellationToken))
                await transactions.ChangeUnseenAsync(id, actor, (change, stop) => FollowAsync(change, authority, central, acts, stop), cancellationToken);
            kept = await transactions.RunAsync(actor, stop => KeepAsync(authority, central, module, acts, actor, stop), cancellationToken);
        } while (!kept.IsDone);
        return Outcome.Done;
    }

    /// <summary>
    /// Finds the exchanges of an authority that the central authority still has to join, without those that are over; or those that it still has to
    /// leave, because it acts there for no other authority.
    /// </summary>
    internal static IQueryable<Guid> FollowingQuery(ImiDbContext database, Guid authority, Guid central, string module, bool acts)
    {
        var own = database.Set<Participation>().Where(part => part.AuthorityId == authority && part.Module == module);
        var acting = database.Set<Participation>().Where(part => part.AuthorityId == central);
        var others = OthersQuery(database, authority, central, module);
        var following = acts
            ? own.Where(part =>
                part.View != InboxView.Closed
                && part.View != InboxView.Inactive
                && (
                    (
                        part.Capacity == ParticipationCapacity.Sender
                        && !acting.Any(one => one.ExchangeId == part.ExchangeId && one.Capacity == ParticipationCapacity.ActsForSender)
                    )
                    || (
                        part.Capacity == ParticipationCapacity.Recipient
                        && !acting.Any(one => one.ExchangeId == part.ExchangeId && one.Capacity == ParticipationCapacity.ActsForRecipient)
                    )
                )
            )
            : own.Where(part =>
                !others.Any(other => other.ExchangeId == part.ExchangeId && other.Capacity == part.Capacity)
                && (
                    (
                        part.Capacity == ParticipationCapacity.Sender
                        && acting.Any(one => one.ExchangeId == part.ExchangeId && one.Capacity == ParticipationCapacity.ActsForSender)
                    )
                    || (
                        part.Capacity == ParticipationCapacity.Recipient
                        && acting.Any(one => one.ExchangeId == part.ExchangeId && one.Capacity == ParticipationCapacity.ActsForRecipient)
                    )
                )
            );
        return following.Select(part => part.ExchangeId).Distinct().OrderBy(id => id);
    }

    /// <summary>Finds the participations of the other authorities for which the central authority acts.</summary>
    private static IQueryable<Participation> OthersQuery(ImiDbContext database, Guid authority, Guid central, string module) =>
        from part in database.Set<Participation>()
        join setup in database.Set<ModuleSetup>() on part.AuthorityId equals setup.AuthorityId
        where setup.ActedForById == central && setup.Module == module && setup.AuthorityId != authority
        select part;

    /// <summary>Lets the central authority join or leave an exchange.</summary>
    private async Task<Outcome<bool>> FollowAsync(ExchangeChange change, Guid authority, Guid central, bool acts, CancellationToken cancellationToken)
    {
        var exchange = change.Exchange;
        var others = acts
            ? []
            : await OthersQuery(database, authority, central, exchange.Module)
                .Where(part => part.ExchangeId == exchange.Id)
                .Select(part => part.Capacity)
                .ToListAsync(cancellationToken);
        foreach (var capacity in exchange.Participations.Where(part => part.AuthorityId == authority).Select(part => part.Capacity).ToList())
        {
            if (capacity is not (ParticipationCapacity.Sender or ParticipationCapacity.Recipient))
                continue;
            var acting = capacity == ParticipationCapacity.Sender ? ParticipationCapacity.ActsForSender : ParticipationCapacity.ActsForRecipient;
            if (acts)
                exchange.Join(central, acting);
            else if (!others.Contains(capacity))
                exchange.Leave(central, acting);
        }

        exchange.Refresh();
        return Outcome<bool>.Done(true);
    }

    /// <summary>Saves the arrangement itself.</summary>
    /// <returns>Refused if the central authority has not joined, or left, all exchanges.</returns>
    private async Task<Outcome<bool>> KeepAsync(Guid authority, Guid central, string module, bool acts, Actor actor, CancellationToken cancellationToken)
    {
        await database.Set<Authority>().Where(one => one.Id == authority).ClaimAsync(null, cancellationToken);
        if (await FollowingQuery(database, authority, central, module, acts).AnyAsync(cancellationToken))
            return Outcome<bool>.Refused();
        var tracked = await database.Set<Authority>().Include(one => one.Setups).FirstAsync(one => one.Id == authority, cancellationToken);
        tracked.ActedFor(module, acts ? central : null);
        await history.RecordAsync(
            authority,
            actor.UserId,
            [new RegistryChange(acts ? RegistryEventKind.ActedFor : RegistryEventKind.NoLongerActedFor, module, Other: central)],
            cancellationToken
        );
        await journal.AppendAsync(actor.UserId, authority, null, acts ? "acted-for" : "no-longer-acted-for", $"{module} {central}", cancellationToken);
        return Outcome<bool>.Done(true);
    }
}
