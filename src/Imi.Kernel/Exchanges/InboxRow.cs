using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Exchanges;

/// <summary>The data of an exchange in a list, without personal data.</summary>
public sealed record InboxRow
{
    /// <summary>The exchange.</summary>
    public required Guid Id { get; init; }

    /// <summary>The person's authority through which it is listed.</summary>
    public required Guid AuthorityId { get; init; }

    /// <summary>The capacity in which that authority takes part.</summary>
    public required ParticipationCapacity Capacity { get; init; }

    /// <summary>The view that it belongs to.</summary>
    public required InboxView View { get; init; }

    /// <summary>The day by which lists in order of deadline sort; the last day of the calendar if there is none.</summary>
    public required DateOnly SortDue { get; init; }

    /// <summary>When the exchange last changed, UTC.</summary>
    public required DateTime UpdatedAt { get; init; }

    /// <summary>The day from which it needs attention; see <see cref="Participation.AttentionFrom"/>.</summary>
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

    /// <summary>The sender.</summary>
    public required Guid SenderId { get; init; }

    /// <summary>The sender's country.</summary>
    public required string SenderCountry { get; init; }

    /// <summary>The recipient; null for a broadcast and for a draft without one.</summary>
    public required Guid? RecipientId { get; init; }

    /// <summary>The recipient's country; null if there is no recipient.</summary>
    public required string? RecipientCountry { get; init; }

    /// <summary>The codes of the countries that a broadcast reached, each between spaces; null for a request and for a draft.</summary>
    public required string? Reached { get; init; }

    /// <summary>The party for which its state waits; null for none.</summary>
    public required Party? WaitsFor { get; init; }

    /// <summary>What the parties have to do, the first due first.</summary>
    public required IReadOnlyList<Turn> Turns { get; init; }

    /// <summary>
    /// What the person's authority has to do: the name of a task beside the state, or empty for the action for which the state waits; null if nothing.
    /// </summary>
    public required string? Task { get; init; }

    /// <summary>The deadline that the list shows: that of the person's authority, otherwise that of others; null if there is none.</summary>
    public DateOnly? DueOn => SortDue == DateOnly.MaxValue ? null : SortDue;

    /// <summary>The last day of the state; null if it has none.</summary>
    public required DateOnly? StateDueOn { get; init; }

    /// <summary>The counter-proposal that waits for the sender's decision; null if there is none.</summary>
    public required DateOnly? ReplyByProposed { get; init; }

    /// <summary>The exchange's revision.</summary>
    public required int Revision { get; init; }

    /// <summary>When the examination that is under way began, UTC; null without one.</summary>
    public required DateTime? ExaminationBeganAt { get; init; }

    /// <summary>When it was formally closed, UTC; null before.</summary>
    public required DateTime? ClosedAt { get; init; }

    /// <summary>When the person last opened it, UTC; null if never.</summary>
    public required DateTime? ReadAt { get; init; }

    /// <summary>Whether it is assigned to the person.</summary>
    public required bool IsMine { get; init; }

    /// <summary>Returns the row for an authority that is informed only: without what the parties have to do, and by when.</summary>
    internal InboxRow WithoutCourse() => this with { WaitsFor = null, Turns = [], Task = null, StateDueOn = null, ReplyByProposed = null };

    internal byte[] About { get; init; } = [];

    internal byte[] WrappedKey { get; init; } = [];
}
