using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;

namespace Imi.Kernel.Network.Accounts;

/// <summary>A role of a person at an authority in a module.</summary>
public sealed class RoleGrant
{
    private RoleGrant() { }

    internal RoleGrant(Guid authority, string module, Role role, DateOnly? on)
    {
        AuthorityId = authority;
        Module = module;
        Role = role;
        ConfirmedOn = on;
    }

    /// <summary>The person.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The authority.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>The module.</summary>
    public string Module { get; private set; } = "";

    /// <summary>The role.</summary>
    public Role Role { get; private set; }

    /// <summary>The last day on which the role counts; null if permanent.</summary>
    public DateOnly? Until { get; private set; }

    /// <summary>The person for whom the holder stands in; null if permanent.</summary>
    public Guid? InsteadOfId { get; private set; }

    /// <summary>The day on which the role was granted, or last confirmed in a yearly review; null if never recorded.</summary>
    public DateOnly? ConfirmedOn { get; private set; }

    /// <summary>Whether the role counts on a day.</summary>
    public bool CountsOn(DateOnly day) => Until is not { } last || day <= last;

    /// <summary>Queries the roles that count on a day. A role that has ended stays in the table until the nightly job removes it.</summary>
    internal static IQueryable<RoleGrant> CountingOn(ImiDbContext database, DateOnly day) =>
        database.Set<RoleGrant>().Where(grant => grant.Until == null || grant.Until >= day);

    internal void Lapse(DateOnly until, Guid insteadOf) => (Until, InsteadOfId) = (until, insteadOf);

    internal void Confirm(DateOnly on) => ConfirmedOn = on;
}
