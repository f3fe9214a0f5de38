using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>A person to be added to an authority.</summary>
/// <param name="Id">A new id: the same one twice adds once.</param>
/// <param name="UserName">What the person signs in with: small letters of ASCII, digits, points and hyphens, 3 to 64.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Email">Where notices go.</param>
/// <param name="Language">The language of the interface that the person reads.</param>
/// <param name="Roles">What the person does; at least one.</param>
public sealed record NewPerson(Guid Id, string UserName, string Name, string Email, string Language, IReadOnlySet<Role> Roles)
{
    /// <summary>Whether the person begins in the light mode; null: as the authority's entry says.</summary>
    public bool? IsLight { get; init; }
}
