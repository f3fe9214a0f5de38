using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>The frame of an exchange that holds, or may hold, personal data of a data subject. Times are UTC.</summary>
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
    /// <summary>When data of the exchange were last corrected because of the request, UTC; null if never.</summary>
    public DateTime? RectifiedAt { get; init; }
}
