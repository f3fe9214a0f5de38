namespace Imi.Kernel.Network.Access;

/// <summary>How the authority at which a role is held stands to what the permission is about.</summary>
public enum AccessScope
{
    /// <summary>The whole platform: it does not matter at which authority the role is held.</summary>
    Platform,

    /// <summary>The authority itself.</summary>
    Own,

    /// <summary>Sender or recipient of the exchange.</summary>
    Party,

    /// <summary>Coordinator of a sender or recipient of the exchange.</summary>
    CoordinatorOfParty,

    /// <summary>Central authority of the country, where it acts for the authority: for the sender or a recipient of the exchange.</summary>
    ActingFor,

    /// <summary>Recipient of the exchange before it was forwarded.</summary>
    FormerParty,

    /// <summary>The party that the procedure's action names.</summary>
    NamedParty,

    /// <summary>National coordinator of the authority's country.</summary>
    NationalCoordinator,

    /// <summary>Coordinator of the module in the authority's country.</summary>
    ModuleCoordinator,

    /// <summary>A coordinator of the authority's country.</summary>
    CountryCoordinator,

    /// <summary>Coordinator to whom the registering of authorities was delegated, where its scope reaches the authority.</summary>
    ValidatingCoordinator,

    /// <summary>Coordinator that may delegate of its scope in turn.</summary>
    DelegatingCoordinator,

    /// <summary>The whole platform, but only for coordinators and the Commission itself.</summary>
    Coordinators,
}
