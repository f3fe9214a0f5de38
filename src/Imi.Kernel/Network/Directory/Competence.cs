namespace Imi.Kernel.Network.Directory;

/// <summary>A competence of an authority in a module: a keyword of the module's list.</summary>
public sealed class Competence
{
    private Competence() { }

    internal Competence(Guid authorityId, string module, string keyword) => (AuthorityId, Module, Keyword) = (authorityId, module, keyword);

    /// <summary>The authority.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>The module.</summary>
    public string Module { get; private set; } = "";

    /// <summary>The keyword.</summary>
    public string Keyword { get; private set; } = "";
}
