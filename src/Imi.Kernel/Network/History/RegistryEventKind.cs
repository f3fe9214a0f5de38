namespace Imi.Kernel.Network.History;

/// <summary>The kind of a change to an authority's entry in the registry.</summary>
public enum RegistryEventKind
{
    /// <summary>The authority was registered.</summary>
    Registered,

    /// <summary>Its name in a language was added, changed or removed.</summary>
    Named,

    /// <summary>Another field of its entry was changed.</summary>
    Amended,

    /// <summary>Its mandates in a procedure were granted, changed or ended.</summary>
    Granted,

    /// <summary>Its mandates in a procedure were suspended.</summary>
    Suspended,

    /// <summary>The suspension was lifted.</summary>
    Resumed,

    /// <summary>Open exchanges were handed over to another authority.</summary>
    HandedOver,

    /// <summary>It became the central authority of its country in a module.</summary>
    MadeCentral,

    /// <summary>It is no longer the central authority.</summary>
    NoLongerCentral,

    /// <summary>Allocation of incoming exchanges to people was switched on.</summary>
    AllocationOn,

    /// <summary>Allocation of incoming exchanges to people was switched off.</summary>
    AllocationOff,

    /// <summary>The keywords of its competence were changed.</summary>
    Competent,

    /// <summary>A scope was delegated to it.</summary>
    Delegated,

    /// <summary>A delegated scope was withdrawn.</summary>
    DelegationEnded,

    /// <summary>The authority was deactivated.</summary>
    Deactivated,

    /// <summary>A duplicate entry was merged into it.</summary>
    Merged,

    /// <summary>The authority was reactivated.</summary>
    Reactivated,

    /// <summary>The central authority of its country began to act for it.</summary>
    ActedFor,

    /// <summary>The central authority ceased to act for it.</summary>
    NoLongerActedFor,
}
