namespace Imi.Kernel.Network.History;

/// <summary>An event in the history of an authority's entry in the registry.</summary>
public sealed class RegistryEvent
{
    private RegistryEvent() { }

    internal RegistryEvent(Guid id, Guid authorityId, RegistryEventKind kind, DateTime at, Guid? userId, Guid? byAuthorityId)
    {
        Id = id;
        AuthorityId = authorityId;
        Kind = kind;
        At = at;
        UserId = userId;
        ByAuthorityId = byAuthorityId;
    }

    /// <summary>Creates the first event of an entry that was imported at installation.</summary>
    public static RegistryEvent OfBeginning(Guid id, Guid authority, DateTime at) => new(id, authority, RegistryEventKind.Registered, at, null, null);

    /// <summary>The id, a UUIDv7, which orders the events.</summary>
    public Guid Id { get; private set; }

    /// <summary>The authority.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>The kind of change.</summary>
    public RegistryEventKind Kind { get; private set; }

    /// <summary>The time of the change, UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>The user who made the change; null for the platform's operator.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>The authority in whose name the change was made; null if none.</summary>
    public Guid? ByAuthorityId { get; private set; }

    /// <summary>The changed part of the entry: a language, a field, a module, or module and procedure separated by a slash.</summary>
    public string Subject { get; internal set; } = "";

    /// <summary>The value before the change; empty if there was none.</summary>
    public string Before { get; internal set; } = "";

    /// <summary>The value after the change; empty if there is none.</summary>
    public string After { get; internal set; } = "";

    /// <summary>The other authority involved; null if none.</summary>
    public Guid? OtherAuthorityId { get; internal set; }
}
