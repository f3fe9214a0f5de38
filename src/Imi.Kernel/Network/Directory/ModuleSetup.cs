namespace Imi.Kernel.Network.Directory;

/// <summary>How an authority works in a module, whatever the procedure.</summary>
public sealed class ModuleSetup
{
    private ModuleSetup() { }

    internal ModuleSetup(Guid authorityId, string module) => (AuthorityId, Module) = (authorityId, module);

    /// <summary>The authority.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>The module.</summary>
    public string Module { get; private set; } = "";

    /// <summary>Whether it is the central authority of its country: shown first, it receives what nobody else there is competent for.</summary>
    public bool IsCentral { get; internal set; }

    /// <summary>Whether what comes in is allocated to people before they act.</summary>
    public bool Allocates { get; internal set; }

    /// <summary>The central authority of its country, where that one acts for it too; null where none does.</summary>
    public Guid? ActedForById { get; internal set; }
}
