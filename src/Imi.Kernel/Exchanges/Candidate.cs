using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Exchanges;

/// <summary>An authority that can become the recipient of an exchange.</summary>
/// <param name="Id">The authority.</param>
/// <param name="Country">The code of its country.</param>
/// <param name="Mandate">Its mandate to receive.</param>
/// <param name="Standing">Whether it may receive, and the central authority that acts for it.</param>
internal sealed record Candidate(Guid Id, string Country, Mandate? Mandate, Standing Standing);
