using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;

namespace Imi.Kernel.Exchanges;

/// <summary>Assigns several exchanges to one person at once.</summary>
public sealed class AllocationService(ExchangeQuery reader, ExchangeService exchangeService, UserService people)
{
    /// <summary>The largest number of exchanges in one call.</summary>
    public const int MostAtOnce = 100;

    /// <summary>Lists the people whom the actor can assign, by name within each policy area; empty if the actor is no allocator.</summary>
    public async Task<IReadOnlyList<ImiUser>> AssigneesAsync(Actor actor, CancellationToken cancellationToken)
    {
        var found = new List<ImiUser>();
        foreach (var module in actor.Grants.Where(grant => grant.Role == Role.Allocator).GroupBy(grant => grant.Module, grant => grant.AuthorityId))
            found.AddRange(await people.WithRoleAsync([.. module.Distinct()], module.Key, Role.Handler, cancellationToken));
        return [.. found.DistinctBy(person => person.Id)];
    }

    /// <summary>
    /// Assigns exchanges to one person, each in its own transaction, so that a refusal for one does not prevent the others. The person replaces all
    /// assignees of the actor's authority, as in an exchange itself: so an allocator can give the work of an absent colleague to another one.
    /// If only the person is assigned already, nothing changes.
    /// </summary>
    /// <returns>The outcome for each exchange, in the given order, without duplicates.</returns>
    /// <exception cref="ArgumentException">There are more exchanges than <see cref="MostAtOnce"/>.</exception>
    public async Task<IReadOnlyList<(Guid Exchange, Outcome<Guid> Outcome)>> AllocateAsync(
        IReadOnlyCollection<Guid> exchanges,
        Guid person,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        var chosen = exchanges.Distinct().ToList();
        if (chosen.Count > MostAtOnce)
            throw new ArgumentException($"At most {MostAtOnce} exchanges are assigned in one go.", nameof(exchanges));
        var done = new List<(Guid, Outcome<Guid>)>();
        foreach (var id in chosen)
            done.Add((id, await AllocateAsync(id, person, actor, cancellationToken)));
        return done;
    }

    private async Task<Outcome<Guid>> AllocateAsync(Guid id, Guid person, Actor actor, CancellationToken cancellationToken)
    {
        if (await reader.BasisAsync(id, actor, cancellationToken) is not { } basis)
            return Outcome<Guid>.NotFound;
        return basis.Procedure.Actions.FirstOrDefault(action => action.DoesVerb(Verb.Allocate)) is { } allocate
            ? await exchangeService.ActAsync(id, new ActionRequest { Action = allocate.Name, Assignees = [person] }, actor, key: null, cancellationToken)
            : Outcome<Guid>.Refused(new AccessReason("exchange.unknown-action", "action", "allocate"));
    }
}
