using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Network.Registration;

/// <summary>An invitation as the coordinator sees it.</summary>
/// <param name="Invitation">The invitation.</param>
/// <param name="Written">What was written; null before it was answered and once the invitation has ended.</param>
/// <param name="Alike">Registered authorities that may be the same one.</param>
public sealed record InvitationFile(Invitation Invitation, RegistrationApplication? Written, IReadOnlyList<Authority> Alike);
