namespace Imi.Kernel.Network.History;

/// <summary>One thing that happened to an authority's entry in the registry, as people read it in its history.</summary>
public sealed class RegistryEvent
{
    private RegistryEvent() { }

    internal RegistryEvent(Guid id, Guid authorityId, RegistryEventKind deed, DateTime at, Guid? userId, Guid? byAuthorityId)
    {
        Id = id;
        AuthorityId = authorityId;
        Deed = deed;
        At = at;
        UserId = userId;
        ByAuthorityId = byAuthorityId;
    }

    /// <summary>What the history of an entry begins with that came with the installation.</summary>
    public static RegistryEvent OfBeginning(Guid id, Guid authority, DateTime at) => new(id, authority, RegistryEventKind.Registered, at, null, null);

    /// <summary>Its identity, a UUIDv7: the order in which things happened.</summary>
    public Guid Id { get; private set; }

    /// <summary>The authority.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>What happened.</summary>
    public RegistryEventKind Deed { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>Who did it; null for whoever operates the platform.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>In which authority's name; null for none.</summary>
    public Guid? ByAuthorityId { get; private set; }

    /// <summary>What it concerns: a language, a field of the entry, a module, or module and procedure with a slash between.</summary>
    public string Subject { get; internal set; } = "";

    /// <summary>What stood there before; empty for nothing.</summary>
    public string Before { get; internal set; } = "";

    /// <summary>What stands there since; empty for nothing.</summary>
    public string After { get; internal set; } = "";

    /// <summary>The other authority that it concerns; null for none.</summary>
    public Guid? OtherAuthorityId { get; internal set; }
}
