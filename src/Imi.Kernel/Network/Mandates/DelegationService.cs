using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.History;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Mandates;

/// <summary>Where it is said what a delegated coordinator coordinates: by region, by module or both, each function separately.</summary>
public sealed class DelegationService(
    ImiDbContext database,
    ModuleCatalogue catalogue,
    MandateService mandates,
    RegistryHistoryStore chronicle,
    AccessPolicy policy,
    Journal journal,
    TimeProvider time
)
{
    /// <summary>The scope of an authority, as the person may change it; null where there is no such authority, or the person may not.</summary>
    public async Task<CoordinatorScopes?> FindAsync(Guid authority, Actor actor, CancellationToken cancellationToken)
    {
        if (await mandates.LoadAsync(authority, cancellationToken) is not var (found, _, facts) || !policy.MayDelegate(actor, facts))
            return null;
        var delegations = await DelegationQuery(database, authority).ToListAsync(cancellationToken);
        return new CoordinatorScopes(found, [.. delegations.Select(one => (one, policy.MayDelegate(actor, facts, one.Scope)))]);
    }

    /// <summary>Why a person does not look after an authority although they coordinate in its country; null where that is not the matter.</summary>
    public async Task<AccessReason?> WhyNotAsync(Guid authority, Actor actor, CancellationToken cancellationToken) =>
        await mandates.LoadAsync(authority, cancellationToken) is var (_, _, facts) ? policy.WhyOutOfScope(actor, facts) : null;

    /// <summary>Delegates a part of a scope. The same one twice is one.</summary>
    /// <returns>What is wrong; empty where it is delegated now, null where the person may not.</returns>
    public async Task<IReadOnlyList<FieldError>?> AddAsync(Guid authority, CoordinatorScope scope, Actor actor, CancellationToken cancellationToken)
    {
        if (
            await mandates.LoadAsync(authority, cancellationToken) is not var (found, _, facts)
            || !policy.MayDelegate(actor, facts)
            || found.Kind != AuthorityKind.DelegatedCoordinator
            || (scope.Module is { } module && catalogue.Find(module) is null)
        )
        {
            return null;
        }

        if (scope.Functions.Count == 0)
            return [new FieldError("functions", "network.scope.function-needed")];
        if (scope.Region is { } region && !await database.Set<Region>().AnyAsync(one => one.Code == region && one.Country == found.Country, cancellationToken))
            return [FieldError.NotAnOption("region")];
        if (!policy.MayDelegate(actor, facts, scope))
            return [new FieldError("functions", "network.scope.beyond")];
        return await database.WriteIfAsync(
            async stop =>
            {
                var held = await database
                    .Set<Delegation>()
                    .Where(one => one.CoordinatorId == authority && one.Region == scope.Region && one.Module == scope.Module)
                    .ToListAsync(stop);
                if (held.Exists(one => one.Scope.Functions.SequenceEqual(scope.Functions.Order()) && one.IsDelegable == scope.IsDelegable))
                    return ((IReadOnlyList<FieldError>?)[], false);
                if (held.Exists(one => !policy.MayDelegate(actor, facts, one.Scope)))
                    return ([new FieldError("functions", "network.scope.beyond")], false); // Somebody above gave more there.
                database.Set<Delegation>().RemoveRange(held);
                database.Set<Delegation>().Add(new Delegation(OrderedId.Next(time.GetUtcNow()), authority, scope));
                (await database.Set<Authority>().FirstAsync(one => one.Id == authority, stop)).Scope();
                await TellAsync(authority, RegistryEventKind.Delegated, scope, actor, stop);
                return ([], true);
            },
            cancellationToken
        );
    }

    /// <summary>Takes a part of a scope away.</summary>
    /// <returns>Whether it is gone; what the person may not take away answers like what does not exist.</returns>
    public async Task<bool> RemoveAsync(Guid authority, Guid delegation, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindAsync(authority, actor, cancellationToken) is not { } scopes)
            return false;
        if (scopes.Parts.FirstOrDefault(part => part.Delegation.Id == delegation) is not { Delegation: { } part, MayChange: var mayChange })
            return true; // Sent twice.
        return mayChange
            && await database.WriteAsync(
                async stop =>
                {
                    await database.Set<Delegation>().Where(one => one.Id == delegation).ExecuteDeleteAsync(stop);
                    await TellAsync(authority, RegistryEventKind.DelegationEnded, part.Scope, actor, stop);
                    return true;
                },
                cancellationToken
            );
    }

    internal static IQueryable<Delegation> DelegationQuery(ImiDbContext database, Guid authority) =>
        database
            .Set<Delegation>()
            .AsNoTracking()
            .Where(one => one.CoordinatorId == authority)
            .OrderBy(one => one.Module)
            .ThenBy(one => one.Region)
            .ThenBy(one => one.Id);

    private async Task TellAsync(Guid authority, RegistryEventKind deed, CoordinatorScope scope, Actor actor, CancellationToken cancellationToken)
    {
        var functions = string.Join(", ", scope.Functions.Order());
        await chronicle.TellAsync(authority, actor.UserId, [new RegistryChange(deed, scope.Module ?? "", scope.Region ?? "", functions)], cancellationToken);
        await journal.AppendAsync(
            actor.UserId,
            authority,
            null,
            deed == RegistryEventKind.Delegated ? "coordination-delegated" : "delegation-ended",
            $"{scope.Region ?? "*"}/{scope.Module ?? "*"}: {functions}{(scope.IsDelegable ? " delegable" : "")}",
            cancellationToken
        );
    }
}

/// <summary>The scope of an authority.</summary>
/// <param name="Authority">The authority; only a delegated coordinator has one.</param>
/// <param name="Parts">What was delegated to it, and whether the person may take it away.</param>
public sealed record CoordinatorScopes(Authority Authority, IReadOnlyList<(Delegation Delegation, bool MayChange)> Parts);
