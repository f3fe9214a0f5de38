namespace Imi.Kernel.Network.Access;

/// <summary>A change that another person made while an operation was prepared.</summary>
/// <param name="Action">The name of the action.</param>
/// <param name="UserId">The person who made the change; <see cref="Guid.Empty"/> for the platform itself.</param>
/// <param name="AuthorityId">The authority in whose name the person acted.</param>
/// <param name="At">When it happened, UTC.</param>
/// <param name="Revision">The revision after the change.</param>
public sealed record ConcurrentChange(string Action, Guid UserId, Guid AuthorityId, DateTime At, int Revision);
