using Imi.Kernel.Features.ReplyTimes;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>The data subjects' requests to a person's authorities.</summary>
/// <param name="Open">The open requests, the first due first, up to a limit.</param>
/// <param name="Answered">The requests answered last, the newest first, up to a limit.</param>
/// <param name="Authorities">The authorities for which the person answers data subjects.</param>
public sealed record SubjectOverview(IReadOnlyList<SubjectLine> Open, IReadOnlyList<SubjectLine> Answered, IReadOnlyList<Authority> Authorities);
