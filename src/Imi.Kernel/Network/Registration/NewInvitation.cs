using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Network.Registration;

/// <summary>The data of a new invitation.</summary>
/// <param name="Id">A new id; inviting with the same id again has no effect.</param>
/// <param name="Country">The country in which the authority will be registered.</param>
/// <param name="Module">The module in which the authority's first user will work.</param>
/// <param name="Email">The address to which the link is sent.</param>
/// <param name="Language">The interface language of the e-mail.</param>
public sealed record NewInvitation(Guid Id, string Country, string Module, string Email, string Language);
