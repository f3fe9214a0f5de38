using Imi.Kernel.Exchanges;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>What a search has found so far.</summary>
/// <param name="Matches">The exchanges in which something was found.</param>
/// <param name="Examined">How many exchanges were looked into.</param>
/// <param name="Next">Where to go on; null where all were looked into.</param>
/// <param name="Authorities">The authorities that are named.</param>
public sealed record SubjectSearch(IReadOnlyList<SubjectMatch> Matches, int Examined, InboxCursor? Next, IReadOnlyDictionary<Guid, Authority> Authorities);
