using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Exchanges;

/// <summary>What is not personal of an exchange in a list.</summary>
public sealed record InboxRow
{
    /// <summary>The exchange.</summary>
    public required Guid Id { get; init; }

    /// <summary>The person's authority through which it is listed.</summary>
    public required Guid AuthorityId { get; init; }

    /// <summary>As what that authority takes part.</summary>
    public required ParticipationCapacity Capacity { get; init; }

    /// <summary>The view that it belongs to.</summary>
    public required InboxView View { get; init; }

    /// <summary>What lists by due day sort by.</summary>
    public required DateOnly SortDue { get; init; }

    /// <summary>When something last happened, UTC.</summary>
    public required DateTime UpdatedAt { get; init; }

    /// <summary>From when it needs a coordinator's attention.</summary>
    public required DateOnly AttentionFrom { get; init; }

    /// <summary>Its number; null for a draft.</summary>
    public required string? Number { get; init; }

    /// <summary>Its module.</summary>
    public required string Module { get; init; }

    /// <summary>Its procedure.</summary>
    public required string Procedure { get; init; }

    /// <summary>The version of its definitions.</summary>
    public required string DefinitionVersion { get; init; }

    /// <summary>Its state.</summary>
    public required string State { get; init; }

    /// <summary>Its phase.</summary>
    public required Phase Phase { get; init; }

    /// <summary>The authority that asks.</summary>
    public required Guid SenderId { get; init; }

    /// <summary>The sender's country.</summary>
    public required string SenderCountry { get; init; }

    /// <summary>The authority that is asked; null for a draft without one.</summary>
    public required Guid? RecipientId { get; init; }

    /// <summary>The recipient's country; null for a draft without one.</summary>
    public required string? RecipientCountry { get; init; }

    /// <summary>The countries that a broadcast reached, each between spaces; null for a request and for a draft.</summary>
    public required string? Reached { get; init; }

    /// <summary>For which party its state waits.</summary>
    public required Party? WaitsFor { get; init; }

    /// <summary>Whose turn it is, for what and by when, what is due first at the front.</summary>
    public required IReadOnlyList<Turn> Turns { get; init; }

    /// <summary>
    /// What the person's authority has to do: a task beside the state, or empty for what the state waits for; null where it has nothing to do.
    /// </summary>
    public required string? Task { get; init; }

    /// <summary>The last day for what the list shows: for what the person's authority has to do, else for what others have; null where there is none.</summary>
    public DateOnly? DueOn => SortDue == DateOnly.MaxValue ? null : SortDue;

    /// <summary>The last day of the state; null where it has none.</summary>
    public required DateOnly? StateDueOn { get; init; }

    /// <summary>A counter-proposed date that waits for the sender.</summary>
    public required DateOnly? ReplyByProposed { get; init; }

    /// <summary>The exchange's revision.</summary>
    public required int Revision { get; init; }

    /// <summary>When it was formally closed, UTC.</summary>
    public required DateTime? ClosedAt { get; init; }

    /// <summary>When the person last looked, UTC; null for never.</summary>
    public required DateTime? ReadAt { get; init; }

    /// <summary>Whether it is assigned to the person.</summary>
    public required bool IsMine { get; init; }

    internal byte[] About { get; init; } = [];

    internal byte[] WrappedKey { get; init; } = [];
}
