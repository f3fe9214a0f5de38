namespace Imi.Kernel.Features.DataSubjects;

/// <summary>Marks the data of an exchange as contested, now or in the past, by a data subject's request.</summary>
/// <param name="Number">The request's number.</param>
/// <param name="Kind">What the data subject asks.</param>
/// <param name="AuthorityId">The authority that answers the request.</param>
/// <param name="ReceivedOn">The day on which the request was received.</param>
/// <param name="Decision">The authority's decision; null before it.</param>
/// <param name="AnsweredAt">When the request was answered, UTC; null before.</param>
/// <param name="RectifiedAt">When the data were last corrected, or a correction recorded, because of the request, UTC; null if never.</param>
public sealed record ContestedMark(
    string Number,
    SubjectRequestKind Kind,
    Guid AuthorityId,
    DateOnly ReceivedOn,
    SubjectDecision? Decision,
    DateTime? AnsweredAt,
    DateTime? RectifiedAt
);
