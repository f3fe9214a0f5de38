using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Exchanges;

/// <summary>That an exchange existed.</summary>
public sealed record InactiveRow
{
    /// <summary>The exchange.</summary>
    public required Guid Id { get; init; }

    /// <summary>As what the person's authority took part.</summary>
    public required ParticipationCapacity Capacity { get; init; }

    /// <summary>When something last happened to it, UTC.</summary>
    public required DateTime UpdatedAt { get; init; }

    /// <summary>Its number.</summary>
    public required string? Number { get; init; }

    /// <summary>Its module.</summary>
    public required string Module { get; init; }

    /// <summary>Its procedure.</summary>
    public required string Procedure { get; init; }

    /// <summary>Hidden or deleted.</summary>
    public required Phase Phase { get; init; }

    /// <summary>The authority that asked.</summary>
    public required Guid SenderId { get; init; }

    /// <summary>The authority that was asked; null for a broadcast.</summary>
    public required Guid? RecipientId { get; init; }

    /// <summary>The countries that a broadcast reached, each between spaces; null for a request.</summary>
    public required string? Reached { get; init; }

    /// <summary>When it was first sent, UTC; null for a draft that only a coordinator saw.</summary>
    public required DateTime? SentAt { get; init; }

    /// <summary>When it was formally closed, UTC; null for such a draft.</summary>
    public required DateTime? ClosedAt { get; init; }

    /// <summary>When its personal data were hidden, UTC.</summary>
    public required DateTime? HiddenAt { get; init; }

    /// <summary>When its content was deleted, UTC; null while it is stored.</summary>
    public required DateTime? DeletedAt { get; init; }

    /// <summary>The day on which its content is deleted.</summary>
    public required DateOnly? DeleteOn { get; init; }

    /// <summary>The authority on the other side; null for a broadcast of the person's own side.</summary>
    public Guid? CounterpartId =>
        Capacity is ParticipationCapacity.Sender or ParticipationCapacity.CoordinatorOfSender or ParticipationCapacity.ActsForSender ? RecipientId : SenderId;
}
