using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>A person to be added to an authority.</summary>
/// <param name="Id">A new id; adding the same id again has no effect.</param>
/// <param name="UserName">
/// The name for signing in: 3 to 64 lower-case ASCII letters, digits, dots and hyphens; empty to derive it from the name, except in self-registration.
/// </param>
/// <param name="Name">The person's name.</param>
/// <param name="Email">The e-mail address for notices.</param>
/// <param name="Language">The interface language.</param>
/// <param name="Roles">The roles; at least one.</param>
public sealed record NewPerson(Guid Id, string UserName, string Name, string Email, string Language, IReadOnlySet<Role> Roles)
{
    /// <summary>Whether the person starts in the simple view; null for the authority's default.</summary>
    public bool? HasSimpleView { get; init; }
}
