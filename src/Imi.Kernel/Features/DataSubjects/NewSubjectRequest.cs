namespace Imi.Kernel.Features.DataSubjects;

/// <summary>The input for a data subject's request.</summary>
/// <param name="AuthorityId">The authority that answers.</param>
/// <param name="Kind">What the data subject asks.</param>
/// <param name="ReceivedOn">The day on which the request was received; null is reported as an error.</param>
/// <param name="Content">The data subject and their wish.</param>
public sealed record NewSubjectRequest(Guid AuthorityId, SubjectRequestKind Kind, DateOnly? ReceivedOn, SubjectContent Content);
