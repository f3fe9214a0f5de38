using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Exchanges;

/// <summary>The frame of an exchange whose personal data are hidden or deleted: parties, days and phase, without content.</summary>
public sealed record InactiveRow
{
    /// <summary>The exchange.</summary>
    public required Guid Id { get; init; }

    /// <summary>The capacity in which the person's authority took part.</summary>
    public required ParticipationCapacity Capacity { get; init; }

    /// <summary>When it last changed, UTC.</summary>
    public required DateTime UpdatedAt { get; init; }

    /// <summary>Its number.</summary>
    public required string? Number { get; init; }

    /// <summary>Its module.</summary>
    public required string Module { get; init; }

    /// <summary>Its procedure.</summary>
    public required string Procedure { get; init; }

    /// <summary>Its phase: hidden or deleted.</summary>
    public required Phase Phase { get; init; }

    /// <summary>The sender.</summary>
    public required Guid SenderId { get; init; }

    /// <summary>The recipient; null for a broadcast.</summary>
    public required Guid? RecipientId { get; init; }

    /// <summary>The codes of the countries that a broadcast reached, each between spaces; null for a request.</summary>
    public required string? Reached { get; init; }

    /// <summary>When it was first sent, UTC; null for a draft that only a coordinator received for approval.</summary>
    public required DateTime? SentAt { get; init; }

    /// <summary>When it was formally closed, UTC; null for such a draft.</summary>
    public required DateTime? ClosedAt { get; init; }

    /// <summary>When its personal data were hidden, UTC.</summary>
    public required DateTime? HiddenAt { get; init; }

    /// <summary>When its content was deleted, UTC; null while it is stored.</summary>
    public required DateTime? DeletedAt { get; init; }

    /// <summary>The day on which its content is deleted.</summary>
    public required DateOnly? DeleteOn { get; init; }

    /// <summary>The counterpart; null for a broadcast of the person's own side.</summary>
    public Guid? CounterpartId =>
        Capacity is ParticipationCapacity.Sender or ParticipationCapacity.CoordinatorOfSender or ParticipationCapacity.ActsForSender ? RecipientId : SenderId;
}
