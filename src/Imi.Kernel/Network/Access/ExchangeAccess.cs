using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Network.Access;

/// <summary>The facts about an exchange that the access policy needs.</summary>
public sealed record ExchangeAccess
{
    /// <summary>The module of the procedure.</summary>
    public required string Module { get; init; }

    /// <summary>The current phase of the exchange.</summary>
    public required Phase Phase { get; init; }

    /// <summary>The participating authorities and the way they take part.</summary>
    public required IReadOnlyDictionary<Guid, ExchangePart> Parts { get; init; }

    /// <summary>The authorities of each party: one each, except for the recipients of a broadcast.</summary>
    public required ILookup<Party, Guid> Parties { get; init; }

    /// <summary>The parties whose turn it is.</summary>
    public IReadOnlyCollection<Party> Turns { get; init; } = [];

    /// <summary>Whether each authority may act today; a missing entry means yes.</summary>
    public required IReadOnlyDictionary<Guid, Standing> Standings { get; init; }

    /// <summary>The people assigned by each authority's allocators.</summary>
    public required ILookup<Guid, Guid> Assigned { get; init; }

    /// <summary>Whether its content cannot be opened: its key, or the key of the ring that wraps it, is lost.</summary>
    public bool IsContentLost { get; init; }

    /// <summary>The authorities represented by their country's central authority, each with that central authority.</summary>
    public IReadOnlyDictionary<Guid, Guid> ActedForBy { get; init; } = new Dictionary<Guid, Guid>();

    /// <summary>Whether a person sees what a participating authority sees: by a role there, or at the central authority that acts for it.</summary>
    public bool IsReadBy(Actor actor, Guid authority) =>
        actor.Reads(authority, Module) || (ActedForBy.TryGetValue(authority, out var central) && actor.Reads(central, Module));

    /// <summary>The authorities whose people work on an exchange of this authority: itself and the central authority that acts for it.</summary>
    public IReadOnlyList<Guid> WorkingFor(Guid authority) => ActedForBy.TryGetValue(authority, out var central) ? [authority, central] : [authority];

    /// <summary>
    /// The central authority through which a person acts for an authority; null if the person has a role at the authority itself, or none at the central one.
    /// </summary>
    public Guid? Through(Actor actor, Guid authority) =>
        !actor.Reads(authority, Module) && ActedForBy.TryGetValue(authority, out var central) && actor.Reads(central, Module) ? central : null;

    /// <summary>Whether an authority may act today.</summary>
    public Standing StandingOf(Guid authority) => Standings.GetValueOrDefault(authority, Standing.Good);

    /// <summary>The assigned people of an authority; empty means everybody.</summary>
    public IReadOnlyList<Guid> AssignedAt(Guid authority) => [.. Assigned[authority]];
}

/// <summary>How an authority takes part: as sender or recipient (host of the content), or as coordinator of one.</summary>
public sealed record ExchangePart(bool IsHost, bool IsCoordinator)
{
    /// <summary>Whether the authority is no party, but was informed by an action: it reads only what the definition shows to other countries.</summary>
    public bool IsOnlyInformed { get; init; }

    /// <summary>Whether the authority's people may read the hidden personal data today.</summary>
    public bool IsUnblocked { get; init; }
}

/// <summary>Whether an authority may act today: its mandate is valid and its country takes part.</summary>
/// <param name="Reason">The reason why it may not; null if it may.</param>
public sealed record Standing(AccessReason? Reason)
{
    /// <summary>Whether incoming exchanges are allocated to people before anyone acts.</summary>
    public bool Allocates { get; init; }

    /// <summary>The central authority of the country that acts for this authority in the module; null if none does.</summary>
    public Guid? ActedForBy { get; init; }

    /// <summary>The standing of an authority that may act.</summary>
    public static Standing Good { get; } = new((AccessReason?)null);
}
