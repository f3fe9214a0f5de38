using Imi.Kernel.Network.Directory;
namespace Imi.Kernel.Network.History;

/// <summary>One thing that happened to an authority's entry in the registry, as people read it in its history.</summary>
public sealed class RegistryEvent
{
    private RegistryEvent()
    {
    }

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

/// <summary>What happens to an authority's entry in the registry.</summary>
public enum RegistryEventKind
{
    /// <summary>It was registered.</summary>
    Registered,

    /// <summary>Its name in a language was given, changed or taken away.</summary>
    Named,

    /// <summary>Another field of its entry was changed.</summary>
    Amended,

    /// <summary>Its part in a procedure was granted, changed or ended.</summary>
    Granted,

    /// <summary>Its part in a procedure was suspended.</summary>
    Suspended,

    /// <summary>The suspension was lifted.</summary>
    Resumed,

    /// <summary>Open exchanges were handed over to another authority.</summary>
    HandedOver,

    /// <summary>It became the central authority of its country in a module.</summary>
    MadeCentral,

    /// <summary>It is no longer the central authority.</summary>
    NoLongerCentral,

    /// <summary>What comes in is allocated to people from now on.</summary>
    AllocationOn,

    /// <summary>What comes in is no longer allocated.</summary>
    AllocationOff,

    /// <summary>What it is competent for was changed.</summary>
    Competent,

    /// <summary>A part of a scope was delegated to it.</summary>
    Delegated,

    /// <summary>A part of its scope was taken away.</summary>
    DelegationEnded,

    /// <summary>It was deactivated.</summary>
    Deactivated,

    /// <summary>Another entry turned out to be the same authority, and was merged into it.</summary>
    Merged,

    /// <summary>It takes part again.</summary>
    Reactivated,

    /// <summary>The central authority of its country acts for it too from now on.</summary>
    ActedFor,

    /// <summary>The central authority no longer acts for it.</summary>
    NoLongerActedFor,
}
