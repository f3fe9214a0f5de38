using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Network.Access;

/// <summary>What the access policy needs to know of an exchange.</summary>
public sealed record ExchangeAccess
{
    /// <summary>Its module.</summary>
    public required string Module { get; init; }

    /// <summary>The part of its life in which it is.</summary>
    public required Phase Phase { get; init; }

    /// <summary>The authorities that take part, and how.</summary>
    public required IReadOnlyDictionary<Guid, ExchangePart> Parts { get; init; }

    /// <summary>Which authorities are which party: one each, but several recipients of a notification or alert.</summary>
    public required ILookup<Party, Guid> Parties { get; init; }

    /// <summary>Whether each authority may act at all today; missing means yes.</summary>
    public required IReadOnlyDictionary<Guid, Standing> Standings { get; init; }

    /// <summary>The people to whom the authorities' allocators assigned it.</summary>
    public required ILookup<Guid, Guid> Assigned { get; init; }

    /// <summary>Whether its content cannot be opened: its key, or the key of the ring that wraps it, is lost.</summary>
    public bool IsContentLost { get; init; }

    /// <summary>The authorities for which their country's central authority acts in it, with that one.</summary>
    public IReadOnlyDictionary<Guid, Guid> ActedForBy { get; init; } = new Dictionary<Guid, Guid>();

    /// <summary>Whether a person sees what an authority that takes part sees: by a role there, or at the central authority that acts for it.</summary>
    public bool IsReadBy(Actor actor, Guid authority) =>
        actor.Reads(authority, Module) || (ActedForBy.TryGetValue(authority, out var central) && actor.Reads(central, Module));

    /// <summary>The authorities whose people work on what an authority takes part in: itself, and the central one that acts for it.</summary>
    public IReadOnlyList<Guid> WorkingFor(Guid authority) => ActedForBy.TryGetValue(authority, out var central) ? [authority, central] : [authority];

    /// <summary>The central authority at which a person acts for another one; null where the person has a role at that one.</summary>
    public Guid? Through(Actor actor, Guid authority) => !actor.Reads(authority, Module) && ActedForBy.TryGetValue(authority, out var central) ? central : null;

    /// <summary>Whether an authority may act at all today.</summary>
    public Standing StandingOf(Guid authority) => Standings.GetValueOrDefault(authority, Standing.Good);

    /// <summary>The people of an authority to whom it is assigned; empty for everybody.</summary>
    public IReadOnlyList<Guid> AssignedAt(Guid authority) => [.. Assigned[authority]];
}

/// <summary>How an authority takes part: as sender or recipient (host of the content), or as coordinator of one.</summary>
public sealed record ExchangePart(bool IsHost, bool IsCoordinator)
{
    /// <summary>Whether its people may read the personal data today although they are hidden.</summary>
    public bool IsUnblocked { get; init; }
}

/// <summary>Whether an authority may act today: its mandate runs and its country takes part.</summary>
/// <param name="Reason">Why not; null when it may.</param>
public sealed record Standing(AccessReason? Reason)
{
    /// <summary>Whether what it is asked is allocated to people before they act.</summary>
    public bool Allocates { get; init; }

    /// <summary>The central authority of its country, where that one acts for it in the module; null where none does.</summary>
    public Guid? ActedForBy { get; init; }

    /// <summary>It may act.</summary>
    public static Standing Good { get; } = new((AccessReason?)null);
}
