namespace Imi.Kernel.Network.Access;

/// <summary>Who asks: a signed-in person with all roles held.</summary>
/// <param name="UserId">The person.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Language">The language that the person reads.</param>
/// <param name="Grants">Every role, authority by authority and module by module.</param>
public sealed record Actor(Guid UserId, string Name, string Language, IReadOnlyList<ActorGrant> Grants)
{
    /// <summary>Whether the pages show the person only what has to be done. Nothing is decided by it.</summary>
    public bool IsLight { get; init; }

    /// <summary>Whether the person holds a role at an authority in a module.</summary>
    public bool Holds(Guid authority, string module, Role role) => Grants.Contains(new ActorGrant(authority, module, role));

    /// <summary>Whether the person may see exchanges of an authority in a module at all.</summary>
    public bool Reads(Guid authority, string module) =>
        Grants.Any(grant => grant.AuthorityId == authority && grant.Module == module && SeesExchanges(grant.Role));

    /// <summary>The authorities whose exchanges the person may see, with the modules.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<string>> ReadableModules => ModulesOf(SeesExchanges);

    /// <summary>The authorities in whose exchanges the person may act, with the modules.</summary>
    internal IReadOnlyDictionary<Guid, IReadOnlyList<string>> ActingModules =>
        ModulesOf(role => AccessMatrix.Permits(Permission.TakeAction, AccessScope.NamedParty, role));

    /// <summary>Whether a role that the person holds anywhere permits something on the whole platform.</summary>
    internal bool IsPermitted(Permission permission, AccessScope scope = AccessScope.Platform) =>
        Grants.Any(grant => AccessMatrix.Permits(permission, scope, grant.Role));

    /// <summary>Whether a role that the person holds at an authority permits something.</summary>
    /// <param name="permission">What.</param>
    /// <param name="scope">How the authority stands to it.</param>
    /// <param name="authority">The authority.</param>
    /// <param name="module">The module, for which roles that are held in one have to be held; null where it does not matter.</param>
    internal bool IsPermitted(Permission permission, AccessScope scope, Guid authority, string? module = null) =>
        Grants.Any(grant =>
            grant.AuthorityId == authority
            && (module is null || grant.Module == module || AccessMatrix.IsHeldForAll(grant.Role))
            && AccessMatrix.Permits(permission, scope, grant.Role)
        );

    /// <summary>The roles that permit something within some scope.</summary>
    internal IEnumerable<ActorGrant> GrantsThatPermit(Permission permission) =>
        Grants.Where(grant => AccessMatrix.Rules.Any(rule => rule.Permission == permission && rule.Roles.Contains(grant.Role)));

    private static bool SeesExchanges(Role role) => AccessMatrix.Permits(Permission.ReadExchange, AccessScope.Party, role);

    private Dictionary<Guid, IReadOnlyList<string>> ModulesOf(Func<Role, bool> counts) =>
        Grants
            .Where(grant => counts(grant.Role))
            .GroupBy(grant => grant.AuthorityId)
            .ToDictionary(
                group => group.Key,
                group => (IReadOnlyList<string>)[.. group.Select(grant => grant.Module).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]
            );

    /// <summary>The authorities at which the person holds a role in a module.</summary>
    public IEnumerable<Guid> AuthoritiesWith(string module, Role role) =>
        Grants.Where(grant => grant.Module == module && grant.Role == role).Select(grant => grant.AuthorityId);
}

/// <summary>A role held at an authority in a module.</summary>
public sealed record ActorGrant(Guid AuthorityId, string Module, Role Role);
