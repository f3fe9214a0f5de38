namespace Imi.Kernel.Network.History;

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
