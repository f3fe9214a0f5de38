using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Network.Mandates;

/// <summary>An authority with one of its mandates in a procedure.</summary>
/// <param name="AuthorityId">The authority.</param>
/// <param name="Country">Its country.</param>
/// <param name="Mandate">One of its mandates; null if it has none in the procedure.</param>
/// <param name="DeactivatedOn">The day on which the authority was deactivated; null if it is active.</param>
/// <param name="Allocates">Whether exchanges are allocated to handlers in the module.</param>
/// <param name="ActedForById">The central authority that acts for it in the module; null for none.</param>
internal sealed record PartyMandate(Guid AuthorityId, Country Country, Mandate? Mandate, DateOnly? DeactivatedOn, bool Allocates, Guid? ActedForById);
