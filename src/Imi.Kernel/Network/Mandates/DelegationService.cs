using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.History;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Mandates;

/// <summary>Sets the scopes of delegated coordinators: by region, by module or both, each function separately.</summary>
public sealed class DelegationService(
    ImiDbContext database,
    ModuleCatalogue catalogue,
    MandateService mandates,
    RegistryHistoryStore history,
    AccessPolicy policy,
    Journal journal,
    TimeProvider time
)
{
    private static Outcome Beyond { get; } = Outcome.Invalid(new FieldError("functions", "network.scope.beyond"));

    /// <summary>Finds the scopes of an authority; null if the authority does not exist or the person may not delegate to it.</summary>
    public async Task<CoordinatorScopes?> FindAsync(Guid authority, Actor actor, CancellationToken cancellationToken)
    {
        if (await mandates.LoadAsync(authority, cancellationToken) is not var (found, _, facts) || !policy.MayDelegate(actor, facts))
            return null;
        var delegations = await DelegationQuery(database, authority).ToListAsync(cancellationToken);
        return new CoordinatorScopes(found, [.. delegations.Select(one => (one, policy.MayDelegate(actor, facts, one.Scope)))]);
    }

    /// <summary>
    /// The reason why an authority is outside the scope of the person's coordinator; null if the person administers no coordinator of its country.
    /// </summary>
    public async Task<AccessReason?> WhyNotAsync(Guid authority, Actor actor, CancellationToken cancellationToken) =>
        await mandates.LoadAsync(authority, cancellationToken) is var (_, _, facts) ? policy.WhyOutOfScope(actor, facts) : null;

    /// <summary>Delegates a scope, replacing one of the same region and module.</summary>
    /// <param name="authority">The delegated coordinator.</param>
    /// <param name="scope">The scope.</param>
    /// <param name="revision">The revision of the authority that the person saw, to detect changes made meanwhile; null to skip the check.</param>
    /// <param name="actor">The person who delegates.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Not found if the person may not; a conflict if somebody changed the authority since the revision.</returns>
    public Task<Outcome> AddAsync(Guid authority, CoordinatorScope scope, int? revision, Actor actor, CancellationToken cancellationToken) =>
        database.WriteIfAsync(
            async stop =>
            {
                var isCurrent = await database.Set<Authority>().Where(one => one.Id == authority).ClaimAsync(revision, stop);
                if (
                    await mandates.LoadAsync(authority, stop) is not var (found, _, facts)
                    || !policy.MayDelegate(actor, facts)
                    || found.Kind != AuthorityKind.DelegatedCoordinator
                    || (scope.Module is { } module && catalogue.Find(module) is null)
                )
                    return (Outcome.NotFound, false);
                if (!isCurrent)
                    return (Outcome.Conflict(), false);
                if (scope.Functions.Count == 0)
                    return (Outcome.Invalid(new FieldError("functions", "network.scope.function-needed")), false);
                if (scope.Region is { } region && !await database.Set<Region>().AnyAsync(one => one.Code == region && one.Country == found.Country, stop))
                    return (Outcome.Invalid(FieldError.NotAnOption("region")), false);
                var held = await database
                    .Set<Delegation>()
                    .Where(one => one.CoordinatorId == authority && one.Region == scope.Region && one.Module == scope.Module)
                    .ToListAsync(stop);
                if (!policy.MayDelegate(actor, facts, scope))
                    return (Beyond, false);
                if (held.Exists(one => one.Scope.Functions.SequenceEqual(scope.Functions.Order()) && one.IsDelegable == scope.IsDelegable))
                    return (Outcome.Done, false);
                if (held.Exists(one => !policy.MayDelegate(actor, facts, one.Scope)))
                    return (Beyond, false); // A higher coordinator delegated more there.
                database.Set<Delegation>().RemoveRange(held);
                database.Set<Delegation>().Add(new Delegation(OrderedId.Next(time.GetUtcNow()), authority, scope));
                (await database.Set<Authority>().FirstAsync(one => one.Id == authority, stop)).Scope();
                await RecordAsync(authority, RegistryEventKind.Delegated, scope, actor, stop);
                return (Outcome.Done, true);
            },
            cancellationToken
        );

    /// <summary>Withdraws a delegated scope.</summary>
    /// <returns>Not found if the person may not withdraw it or the authority does not exist.</returns>
    public Task<Outcome> RemoveAsync(Guid authority, Guid delegation, Actor actor, CancellationToken cancellationToken) =>
        database.WriteIfAsync(
            async stop =>
            {
                await database.Set<Authority>().Where(one => one.Id == authority).ClaimAsync(null, stop);
                if (await FindAsync(authority, actor, stop) is not { } scopes)
                    return (Outcome.NotFound, false);
                if (scopes.Parts.FirstOrDefault(part => part.Delegation.Id == delegation) is not { Delegation: { } part, MayChange: var mayChange })
                    return (Outcome.Done, false); // Repeated request.
                if (!mayChange)
                    return (Outcome.NotFound, false);
                await database.Set<Delegation>().Where(one => one.Id == delegation).ExecuteDeleteAsync(stop);
                await RecordAsync(authority, RegistryEventKind.DelegationEnded, part.Scope, actor, stop);
                return (Outcome.Done, true);
            },
            cancellationToken
        );

    internal static IQueryable<Delegation> DelegationQuery(ImiDbContext database, Guid authority) =>
        database
            .Set<Delegation>()
            .AsNoTracking()
            .Where(one => one.CoordinatorId == authority)
            .OrderBy(one => one.Module)
            .ThenBy(one => one.Region)
            .ThenBy(one => one.Id);

    private async Task RecordAsync(Guid authority, RegistryEventKind kind, CoordinatorScope scope, Actor actor, CancellationToken cancellationToken)
    {
        var functions = string.Join(", ", scope.Functions.Order());
        await history.RecordAsync(authority, actor.UserId, [new RegistryChange(kind, scope.Module ?? "", scope.Region ?? "", functions)], cancellationToken);
        await journal.AppendAsync(
            actor.UserId,
            authority,
            null,
            kind == RegistryEventKind.Delegated ? "coordination-delegated" : "delegation-ended",
            $"{scope.Region ?? "*"}/{scope.Module ?? "*"}: {functions}{(scope.IsDelegable ? " delegable" : "")}",
            cancellationToken
        );
    }
}

/// <summary>The scopes of an authority.</summary>
/// <param name="Authority">The authority; only delegated coordinators have scopes.</param>
/// <param name="Parts">The delegated scopes, each with whether the person may withdraw it.</param>
public sealed record CoordinatorScopes(Authority Authority, IReadOnlyList<(Delegation Delegation, bool MayChange)> Parts);
