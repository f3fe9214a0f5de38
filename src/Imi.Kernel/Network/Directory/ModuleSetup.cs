namespace Imi.Kernel.Network.Directory;

/// <summary>The settings of an authority in a module, for all procedures.</summary>
public sealed class ModuleSetup
{
    private ModuleSetup() { }

    internal ModuleSetup(Guid authorityId, string module) => (AuthorityId, Module) = (authorityId, module);

    /// <summary>The authority.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>The module.</summary>
    public string Module { get; private set; } = "";

    /// <summary>Whether it is the central authority of its country: shown first, and the recipient if no other authority is competent.</summary>
    public bool IsCentral { get; internal set; }

    /// <summary>Whether incoming exchanges are allocated to people before anyone acts.</summary>
    public bool Allocates { get; internal set; }

    /// <summary>The central authority of the country that acts for this authority; null if none does.</summary>
    public Guid? ActedForById { get; internal set; }
}
