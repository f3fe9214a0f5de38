using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Network.Registration;

/// <summary>An invitation with what the coordinator sees.</summary>
/// <param name="Invitation">The invitation.</param>
/// <param name="Written">The answer; null before it is given and after the invitation has ended.</param>
/// <param name="Alike">Registered authorities that may be duplicates.</param>
public sealed record InvitationFile(Invitation Invitation, RegistrationApplication? Written, IReadOnlyList<Authority> Alike);
