namespace Imi.Kernel.Network.Directory;

/// <summary>The kind of an authority.</summary>
public enum AuthorityKind
{
    /// <summary>A competent authority.</summary>
    CompetentAuthority,

    /// <summary>The national coordinator of its country.</summary>
    NationalCoordinator,

    /// <summary>A coordinator for a region, an area or a module.</summary>
    DelegatedCoordinator,

    /// <summary>The European Commission.</summary>
    EuropeanCommission,
}
