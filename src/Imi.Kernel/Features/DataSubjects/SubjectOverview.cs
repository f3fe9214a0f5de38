using Imi.Kernel.Features.ReplyTimes;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>The register of requests to a person's authorities.</summary>
/// <param name="Open">Those to be answered, the first due first.</param>
/// <param name="Answered">Those answered last, the newest first.</param>
/// <param name="Authorities">The authorities for which the person answers.</param>
public sealed record SubjectOverview(IReadOnlyList<SubjectLine> Open, IReadOnlyList<SubjectLine> Answered, IReadOnlyList<Authority> Authorities);
