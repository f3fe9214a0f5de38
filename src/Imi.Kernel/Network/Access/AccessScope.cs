namespace Imi.Kernel.Network.Access;

/// <summary>The relation between the authority at which a role is held and the object of a permission.</summary>
public enum AccessScope
{
    /// <summary>The whole platform: the role counts at whichever authority it is held.</summary>
    Platform,

    /// <summary>The authority itself.</summary>
    Own,

    /// <summary>A sender or recipient of the exchange.</summary>
    Party,

    /// <summary>A coordinator of a sender or recipient of the exchange.</summary>
    CoordinatorOfParty,

    /// <summary>The country's central authority where it acts for the authority: for the sender or a recipient of the exchange.</summary>
    ActingFor,

    /// <summary>A former recipient, which forwarded the exchange.</summary>
    FormerParty,

    /// <summary>An authority of another country that an action informed.</summary>
    InformedAuthority,

    /// <summary>The party named by the action of the procedure.</summary>
    NamedParty,

    /// <summary>The national coordinator of the authority's country.</summary>
    NationalCoordinator,

    /// <summary>A coordinator of the module in the authority's country.</summary>
    ModuleCoordinator,

    /// <summary>A coordinator of the authority's country.</summary>
    CountryCoordinator,

    /// <summary>A coordinator to which the registration of authorities was delegated, with a scope that covers the authority.</summary>
    ValidatingCoordinator,

    /// <summary>A coordinator with a delegable scope.</summary>
    DelegatingCoordinator,

    /// <summary>The whole platform, but only for coordinators and the Commission as targets.</summary>
    Coordinators,
}
