namespace Imi.Kernel.Features.DataSubjects;

/// <summary>A request to be entered.</summary>
/// <param name="AuthorityId">The authority that answers.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="ReceivedOn">The day on which it was received; null is told as missing.</param>
/// <param name="Content">Who asks, and what.</param>
public sealed record NewSubjectRequest(Guid AuthorityId, SubjectRequestKind Kind, DateOnly? ReceivedOn, SubjectContent Content);
