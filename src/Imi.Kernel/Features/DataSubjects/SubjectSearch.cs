using Imi.Kernel.Exchanges;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>The result of one part of a search.</summary>
/// <param name="Matches">The exchanges that contain one of the search words.</param>
/// <param name="Examined">The number of exchanges that were searched.</param>
/// <param name="Next">Where the next part begins; null if the search is complete.</param>
/// <param name="Authorities">The senders and recipients of the matches, by identifier.</param>
public sealed record SubjectSearch(IReadOnlyList<SubjectMatch> Matches, int Examined, InboxCursor? Next, IReadOnlyDictionary<Guid, Authority> Authorities);
