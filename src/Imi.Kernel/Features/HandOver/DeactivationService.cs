using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.History;
using Imi.Kernel.Network.Mandates;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.HandOver;

/// <summary>
/// Lets coordinators deactivate and reactivate an authority. Its open exchanges are handed over first, for each module to an authority
/// of the same country with the necessary mandates, so that every exchange has a responsible authority.
/// </summary>
public sealed class DeactivationService(
    ImiDbContext database,
    MandateService mandates,
    AuthorityDirectory directory,
    HandOverService handOvers,
    CoordinatorQuery coordinators,
    ExchangeTransactions transactions,
    RegistryHistoryStore history,
    AccessPolicy policy,
    Journal journal,
    TimeProvider time
)
{
    private const int MostSuccessors = 100;

    /// <summary>Finds what must be handed over before an authority is deactivated.</summary>
    /// <returns>The plan, without hand-overs if the authority is already deactivated; null if it does not exist or the person may not.</returns>
    public async Task<Deactivation?> FindAsync(Guid authority, Actor actor, CancellationToken cancellationToken)
    {
        if (await mandates.LoadAsync(authority, cancellationToken) is not var (found, _, facts) || !policy.MayDeactivate(actor, facts))
            return null;
        return new Deactivation(found, found.DeactivatedOn is null ? await HandOversAsync(found, cancellationToken) : []);
    }

    /// <summary>Returns whether a person may deactivate or reactivate an authority.</summary>
    public async Task<bool> IsOfferedAsync(Guid authority, Actor actor, CancellationToken cancellationToken) =>
        await mandates.LoadAsync(authority, cancellationToken) is var (_, _, facts) && policy.MayDeactivate(actor, facts);

    /// <summary>Hands over the open exchanges and deactivates the authority. An interrupted call continues when repeated.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="reason">The reason; null is reported as an error.</param>
    /// <param name="successors">The authorities that take over, by module.</param>
    /// <param name="actor">The person who deactivates.</param>
    /// <param name="cancellationToken">Cancels the call; completed hand-overs remain.</param>
    /// <returns>The authority's identifier; refused if further exchanges arrived meanwhile.</returns>
    public async Task<Outcome<Guid>> DeactivateAsync(
        Guid authority,
        DeactivationReason? reason,
        IReadOnlyDictionary<string, Guid> successors,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(authority, actor, cancellationToken) is not { } plan)
            return Outcome<Guid>.NotFound;
        if (plan.Authority.DeactivatedOn is not null)
            return Outcome<Guid>.Done(authority); // A repeated submission.
        var errors = new List<FieldError>();
        if (reason is null || !Enum.IsDefined(reason.Value))
            errors.Add(new FieldError("deactivation", "network.reason-needed"));
        errors.AddRange(
            plan.HandOvers.Where(handOver => !successors.TryGetValue(handOver.Module, out var chosen) || handOver.Successors.All(one => one.Id != chosen))
                .Select(handOver => new FieldError(
                    $"successor.{handOver.Module}",
                    handOver.Successors.Count == 0 ? "network.no-successor" : "network.successor-needed"
                ))
        );
        if (errors.Count > 0)
            return Outcome<Guid>.Invalid(errors);
        foreach (var handOver in plan.HandOvers)
            await handOvers.HandOverAsync(authority, successors[handOver.Module], handOver.Module, actor, cancellationToken);
        return await transactions.RunAsync(actor, stop => EndAsync(plan, reason!.Value, successors, actor, stop), cancellationToken);
    }

    /// <summary>Reactivates an authority with the mandates that it had. Exchanges that were handed over stay with their successors.</summary>
    /// <returns>Not found if the authority does not exist, was merged, or the person may not.</returns>
    public async Task<Outcome> ReactivateAsync(Guid authority, Actor actor, CancellationToken cancellationToken)
    {
        if (await mandates.LoadAsync(authority, cancellationToken) is not var (_, _, facts) || !policy.MayDeactivate(actor, facts))
            return Outcome.NotFound;
        return await database.WriteAsync(
            async stop =>
            {
                await database.Set<Authority>().Where(one => one.Id == authority).ClaimAsync(null, stop);
                var found = await database.Set<Authority>().FirstAsync(one => one.Id == authority, stop);
                if (found.MergedIntoId is not null)
                    return Outcome.NotFound;
                if (found.DeactivatedOn is null)
                    return Outcome.Done; // A repeated submission.
                found.Reactivate();
                await history.RecordAsync(authority, actor.UserId, [new RegistryChange(RegistryEventKind.Reactivated)], stop);
                await journal.AppendAsync(actor.UserId, authority, null, "authority-reactivated", "", stop);
                return Outcome.Done;
            },
            cancellationToken
        );
    }

    /// <summary>Finds the active mandates of the other authorities of a country in the given modules.</summary>
    internal static IQueryable<HeldMandate> SuccessorQuery(
        ImiDbContext database,
        Guid authority,
        string country,
        IReadOnlyCollection<string> modules,
        DateOnly today
    ) =>
        from mandate in database.Set<Mandate>()
        where modules.Contains(mandate.Module) && mandate.SuspendedOn == null && (mandate.Until == null || mandate.Until >= today)
        join holder in database.Set<Authority>() on mandate.AuthorityId equals holder.Id
        where holder.Country == country && holder.Id != authority && holder.DeactivatedOn == null
        orderby holder.Code
        select new HeldMandate(holder.Id, mandate.Module, mandate.Procedure, mandate.Capacity);

    /// <summary>Finds the procedures in which an authority is the linked coordinator of others, with the number of their mandates.</summary>
    internal static IQueryable<LinkedProcedure> LinkedQuery(ImiDbContext database, Guid authority) =>
        database
            .Set<Mandate>()
            .Where(mandate =>
                (mandate.CoordinatorId == authority || mandate.Further.Any(one => one.CoordinatorId == authority)) && mandate.AuthorityId != authority
            )
            .GroupBy(mandate => new { mandate.Module, mandate.Procedure })
            .Select(group => new LinkedProcedure(group.Key.Module, group.Key.Procedure, group.Count()));

    private async Task<IReadOnlyList<ModuleHandOver>> HandOversAsync(Authority authority, CancellationToken cancellationToken)
    {
        var parts = await HandOverService
            .OpenParts(database, authority.Id)
            .GroupBy(part => new
            {
                part.Module,
                part.Procedure,
                part.Phase,
                part.Capacity,
            })
            .Select(group => new
            {
                group.Key.Module,
                group.Key.Procedure,
                group.Key.Phase,
                group.Key.Capacity,
                Count = group.Count(),
            })
            .ToListAsync(cancellationToken);
        var linked = await LinkedQuery(database, authority.Id).ToListAsync(cancellationToken);
        var modules = parts.Select(part => part.Module).Union(linked.Select(one => one.Module), StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (modules.Count == 0)
            return [];
        var held = (
            await SuccessorQuery(database, authority.Id, authority.Country, modules, DeadlineCalendar.Today(time)).ToListAsync(cancellationToken)
        ).ToLookup(mandate => mandate.Module, StringComparer.Ordinal);
        var modulesHandedOver = new List<ModuleHandOver>();
        foreach (var module in modules)
        {
            var needed = parts
                .Where(part => part.Module == module)
                .Select(part => (part.Procedure, Capacity: HandOverService.CapacityOf(part.Capacity)))
                .Concat(linked.Where(one => one.Module == module).Select(one => (one.Procedure, Capacity: Capacity.Coordinator)))
                .ToHashSet();
            var fit = held[module]
                .GroupBy(mandate => mandate.AuthorityId)
                .Where(holder => needed.IsSubsetOf(holder.Select(mandate => (mandate.Procedure, mandate.Capacity))))
                .Select(holder => holder.Key)
                .Take(MostSuccessors)
                .ToList();
            modulesHandedOver.Add(
                new ModuleHandOver(
                    module,
                    parts.Where(part => part.Module == module && part.Phase == Phase.Open).Sum(part => part.Count),
                    parts.Where(part => part.Module == module && part.Phase == Phase.Draft).Sum(part => part.Count),
                    linked.Where(one => one.Module == module).Sum(one => one.Count),
                    [.. (await directory.LabelsAsync(fit, cancellationToken)).Values]
                )
            );
        }

        return modulesHandedOver;
    }

    private async Task<Outcome<Guid>> EndAsync(
        Deactivation plan,
        DeactivationReason reason,
        IReadOnlyDictionary<string, Guid> successors,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        var id = plan.Authority.Id;
        await database.Set<Authority>().Where(one => one.Id == id || one.Setups.Any(setup => setup.ActedForById == id)).ClaimAsync(null, cancellationToken);

        // Exchanges that arrived meanwhile, in any module, need another hand-over, which the page shows.
        if (await HandOverService.OpenParts(database, id).AnyAsync(cancellationToken))
            return Outcome<Guid>.Refused(new AccessReason("network.came-in"));
        var notes = new List<RegistryChange>();
        var handedOver = plan.HandOvers.Select(one => one.Module).ToList();
        foreach (var handOver in plan.HandOvers)
        {
            var successor = successors[handOver.Module];
            await coordinators.ReplaceAsync(id, successor, handOver.Module, cancellationToken);
            await database
                .Set<ModuleSetup>()
                .Where(setup => setup.ActedForById == id && setup.Module == handOver.Module)
                .ExecuteUpdateAsync(
                    change => change.SetProperty(setup => setup.ActedForById, setup => setup.AuthorityId == successor ? null : successor),
                    cancellationToken
                );
            notes.Add(new RegistryChange(RegistryEventKind.HandedOver, handOver.Module, After: $"{handOver.Open + handOver.Drafts}", Other: successor));
        }

        await database
            .Set<ModuleSetup>()
            .Where(setup => setup.ActedForById == id && !handedOver.Contains(setup.Module))
            .ExecuteUpdateAsync(change => change.SetProperty(setup => setup.ActedForById, (Guid?)null), cancellationToken);
        var found = await database.Set<Authority>().FirstAsync(one => one.Id == id, cancellationToken);
        found.Deactivate(DeadlineCalendar.Today(time), reason);
        await history.RecordAsync(id, actor.UserId, [.. notes, new RegistryChange(RegistryEventKind.Deactivated, After: $"{reason}")], cancellationToken);
        await journal.AppendAsync(
            actor.UserId,
            id,
            null,
            "authority-deactivated",
            $"{reason} {string.Join(' ', plan.HandOvers.Select(one => $"{one.Module}>{successors[one.Module]}"))}".TrimEnd(),
            cancellationToken
        );
        return Outcome<Guid>.Done(id);
    }
}

/// <summary>An authority and what must be handed over before its deactivation.</summary>
/// <param name="Authority">The authority.</param>
/// <param name="HandOvers">The hand-overs, one for each module.</param>
public sealed record Deactivation(Authority Authority, IReadOnlyList<ModuleHandOver> HandOvers);

/// <summary>What an authority must hand over in one module.</summary>
/// <param name="Module">The module.</param>
/// <param name="Open">The number of open exchanges.</param>
/// <param name="Drafts">The number of drafts.</param>
/// <param name="Linked">The number of mandates of others for which it is the linked coordinator.</param>
/// <param name="Successors">The authorities that can take over; empty if no other authority holds the necessary mandates.</param>
public sealed record ModuleHandOver(string Module, int Open, int Drafts, int Linked, IReadOnlyList<AuthorityLabel> Successors);

internal sealed record HeldMandate(Guid AuthorityId, string Module, string Procedure, Capacity Capacity);

internal sealed record LinkedProcedure(string Module, string Procedure, int Count);
