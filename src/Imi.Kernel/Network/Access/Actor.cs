namespace Imi.Kernel.Network.Access;

/// <summary>The signed-in person on whose behalf the platform acts, with all roles.</summary>
/// <param name="UserId">The person.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Language">The person's language.</param>
/// <param name="Grants">All roles, one entry for each authority and module.</param>
public sealed record Actor(Guid UserId, string Name, string Language, IReadOnlyList<ActorGrant> Grants)
{
    /// <summary>Whether pages show the person only the open tasks. Affects no decision.</summary>
    public bool HasSimpleView { get; init; }

    /// <summary>Whether exchanges that the person opens are translated at once. Affects no decision.</summary>
    public bool TranslatesExchanges { get; init; }

    /// <summary>The language into which texts are translated for the person, by BCP 47; null for the language of the interface. Affects no decision.</summary>
    public string? TranslationLanguage { get; init; }

    /// <summary>Languages that the person reads without a translation, by BCP 47. Affects no decision.</summary>
    public IReadOnlyList<string> UnderstoodLanguages { get; init; } = [];

    /// <summary>Whether the person holds a role at an authority in a module.</summary>
    public bool Holds(Guid authority, string module, Role role) => Grants.Contains(new ActorGrant(authority, module, role));

    /// <summary>Whether the person may see any exchange of an authority in a module.</summary>
    public bool Reads(Guid authority, string module) =>
        Grants.Any(grant => grant.AuthorityId == authority && grant.Module == module && SeesExchanges(grant.Role));

    /// <summary>The authorities whose exchanges the person may see, with the modules.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<string>> ReadableModules => ModulesOf(SeesExchanges);

    /// <summary>The authorities in whose exchanges the person may act, with the modules.</summary>
    internal IReadOnlyDictionary<Guid, IReadOnlyList<string>> ActingModules =>
        ModulesOf(role => AccessMatrix.Permits(Permission.TakeAction, AccessScope.NamedParty, role));

    /// <summary>Whether any role of the person permits something on the whole platform.</summary>
    internal bool IsPermitted(Permission permission, AccessScope scope = AccessScope.Platform) =>
        Grants.Any(grant => AccessMatrix.Permits(permission, scope, grant.Role));

    /// <summary>Whether a role of the person at an authority permits something.</summary>
    /// <param name="permission">The permission.</param>
    /// <param name="scope">The authority's relation to the object of the permission.</param>
    /// <param name="authority">The authority.</param>
    /// <param name="module">The module in which a module-specific role must be held; null for any.</param>
    internal bool IsPermitted(Permission permission, AccessScope scope, Guid authority, string? module = null) =>
        Grants.Any(grant =>
            grant.AuthorityId == authority
            && (module is null || grant.Module == module || AccessMatrix.IsHeldForAll(grant.Role))
            && AccessMatrix.Permits(permission, scope, grant.Role)
        );

    /// <summary>The person's roles that permit something within any scope.</summary>
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
