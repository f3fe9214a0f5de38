namespace Imi.Kernel.Definitions.Modules;

/// <summary>The complete definitions of a module version, stored so that exchanges under way do not depend on a folder.</summary>
public sealed class DefinitionVersion
{
    private DefinitionVersion() { }

    internal DefinitionVersion(string version, string module, byte[] files, DateTime firstSeenAt)
    {
        Version = version;
        Module = module;
        Files = files;
        FirstSeenAt = firstSeenAt;
    }

    /// <summary>The SHA-256 of the definitions without texts and keywords.</summary>
    public string Version { get; private set; } = "";

    /// <summary>The name of the module.</summary>
    public string Module { get; private set; } = "";

    /// <summary>The files with their texts, as compressed JSON: path to content.</summary>
    public byte[] Files { get; private set; } = [];

    /// <summary>When it was first loaded, UTC.</summary>
    public DateTime FirstSeenAt { get; private set; }
}
