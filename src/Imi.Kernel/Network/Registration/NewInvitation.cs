using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Network.Registration;

/// <summary>Whom to invite.</summary>
/// <param name="Id">A new id: the same one twice invites once.</param>
/// <param name="Country">The country in which the authority will be registered.</param>
/// <param name="Module">The module in which its first person will work.</param>
/// <param name="Email">Where the link goes.</param>
/// <param name="Language">The language of the interface in which it is written.</param>
public sealed record NewInvitation(Guid Id, string Country, string Module, string Email, string Language);
