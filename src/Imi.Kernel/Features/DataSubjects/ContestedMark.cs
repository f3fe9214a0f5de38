namespace Imi.Kernel.Features.DataSubjects;

/// <summary>That data of an exchange are contested, or were.</summary>
/// <param name="Number">The request's number.</param>
/// <param name="Kind">What the data subject asks.</param>
/// <param name="AuthorityId">The authority that answers.</param>
/// <param name="ReceivedOn">Since when.</param>
/// <param name="Decision">What was decided; null while nothing is.</param>
/// <param name="AnsweredAt">When, UTC.</param>
/// <param name="RectifiedAt">When the data were corrected because of it, UTC; null where they were not.</param>
public sealed record ContestedMark(
    string Number,
    SubjectRequestKind Kind,
    Guid AuthorityId,
    DateOnly ReceivedOn,
    SubjectDecision? Decision,
    DateTime? AnsweredAt,
    DateTime? RectifiedAt
);
