using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>An exchange in which a person's data are, or may be.</summary>
public sealed record FoundExchange(
    Guid Id,
    string? Number,
    string Module,
    string Procedure,
    Phase Phase,
    Guid SenderId,
    Guid? RecipientId,
    string? Reached,
    DateTime? SentAt,
    DateTime? ClosedAt,
    DateOnly? HideOn,
    DateOnly? DeleteOn
)
{
    /// <summary>When data of it were corrected because of the request, UTC; null where they were not.</summary>
    public DateTime? RectifiedAt { get; init; }
}
