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
    private const int BatchSize = 50;

    /// <summary>Begins or ends that the central authority acts for an authority. An interrupted call continues when repeated.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="module">The module.</param>
    /// <param name="acts">Whether the central authority acts from now on.</param>
    /// <param name="actor">A person who may grant roles at the authority. Must not gain access to its exchanges through the change.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Not found if the person may not set it or there is no central authority.</returns>
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

        // The lists change first: nobody can open the listed exchanges before the arrangement itself is saved.
        var last = Guid.Empty;
        while (
            await StepAsync(stop => FollowAsync(authority, central, module, acts, last, stop), actor, cancellationToken) is { } reached && reached != Guid.Empty
        )
        {
            last = reached;
            database.ChangeTracker.Clear();
        }

        await StepAsync(stop => KeepAsync(authority, central, module, acts, actor, stop), actor, cancellationToken);
        return Outcome.Done;
    }

    /// <summary>
    /// Finds the exchanges of an authority that the central authority must join (those of its lists that are not over), or in which it still
    /// takes part and which it must leave.
    /// </summary>
    internal static IQueryable<Guid> FollowingQuery(ImiDbContext database, Guid authority, Guid central, string module, bool acts, Guid after)
    {
        var own = database.Set<Participation>().Where(part => part.AuthorityId == authority && part.Module == module && part.ExchangeId.CompareTo(after) > 0);
        var following = acts
            ? own.Where(part =>
                (part.Capacity == ParticipationCapacity.Sender || part.Capacity == ParticipationCapacity.Recipient)
                && part.View != InboxView.Closed
                && part.View != InboxView.Inactive
            )
            : own.Where(part =>
                database
                    .Set<Participation>()
                    .Any(one =>
                        one.ExchangeId == part.ExchangeId
                        && one.AuthorityId == central
                        && (one.Capacity == ParticipationCapacity.ActsForSender || one.Capacity == ParticipationCapacity.ActsForRecipient)
                    )
            );
        return following.Select(part => part.ExchangeId).Distinct().OrderBy(id => id);
    }

    /// <summary>Lets the central authority join or leave one batch of exchanges.</summary>
    /// <returns>The last exchange of the batch; <see cref="Guid.Empty"/> if none was left.</returns>
    private async Task<Guid> FollowAsync(Guid authority, Guid central, string module, bool acts, Guid after, CancellationToken cancellationToken)
    {
        var ids = await FollowingQuery(database, authority, central, module, acts, after).Take(BatchSize).ToListAsync(cancellationToken);
        if (ids.Count == 0)
            return Guid.Empty;
        var exchanges = await database
            .Set<Exchange>()
            .Where(exchange => ids.Contains(exchange.Id))
            .Include(exchange => exchange.Participations)
            .ToListAsync(cancellationToken);
        var others = await database
            .Set<ModuleSetup>()
            .Where(setup =>
                setup.ActedForById == central
                && setup.Module == module
                && setup.AuthorityId != authority
                && database.Set<Participation>().Any(part => part.AuthorityId == setup.AuthorityId && ids.Contains(part.ExchangeId))
            )
            .Select(setup => setup.AuthorityId)
            .ToHashSetAsync(cancellationToken);
        foreach (var exchange in exchanges)
        {
            foreach (var capacity in exchange.Participations.Where(part => part.AuthorityId == authority).Select(part => part.Capacity).ToList())
            {
                if (capacity is not (ParticipationCapacity.Sender or ParticipationCapacity.Recipient))
                    continue;
                var acting = capacity == ParticipationCapacity.Sender ? ParticipationCapacity.ActsForSender : ParticipationCapacity.ActsForRecipient;
                if (acts)
                    exchange.Join(central, acting);
                else if (!exchange.Participations.Any(part => part.Capacity == capacity && others.Contains(part.AuthorityId)))
                    exchange.Leave(central, acting);
            }

            exchange.Refresh();
        }

        return ids[^1];
    }

    private async Task<bool> KeepAsync(Guid authority, Guid central, string module, bool acts, Actor actor, CancellationToken cancellationToken)
    {
        // Exchanges that arrived meanwhile.
        for (var last = await FollowAsync(authority, central, module, acts, Guid.Empty, cancellationToken); last != Guid.Empty; )
            last = await FollowAsync(authority, central, module, acts, last, cancellationToken);
        await database.Set<Authority>().Where(one => one.Id == authority).ClaimAsync(null, cancellationToken);
        var tracked = await database.Set<Authority>().Include(one => one.Setups).FirstAsync(one => one.Id == authority, cancellationToken);
        tracked.ActedFor(module, acts ? central : null);
        await history.RecordAsync(
            authority,
            actor.UserId,
            [new RegistryChange(acts ? RegistryEventKind.ActedFor : RegistryEventKind.NoLongerActedFor, module, Other: central)],
            cancellationToken
        );
        await journal.AppendAsync(actor.UserId, authority, null, acts ? "acted-for" : "no-longer-acted-for", $"{module} {central}", cancellationToken);
        return true;
    }

    /// <summary>Runs one transaction and repeats it after a conflict with a change of one of the exchanges.</summary>
    private async Task<T> StepAsync<T>(Func<CancellationToken, Task<T>> step, Actor actor, CancellationToken cancellationToken) =>
        (await transactions.RunAsync(actor, null, null, "", cancellationToken, async stop => Outcome<T>.Done(await step(stop)))).Value!;
}
