using Imi.Kernel.Foundation.Persistence;

namespace Imi.Kernel.Network.Directory;

/// <summary>An official name of an authority in one of its own languages.</summary>
public sealed class AuthorityName
{
    private AuthorityName() { }

    internal AuthorityName(Guid authorityId, string language, string name)
    {
        AuthorityId = authorityId;
        Language = language;
        Become(name);
    }

    /// <summary>The authority.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>The language by BCP 47.</summary>
    public string Language { get; private set; } = "";

    /// <summary>The official name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The name in the form used for search: <see cref="FoldedText.ForSearch"/>.</summary>
    public string SearchText { get; private set; } = "";

    internal void Become(string name) => (Name, SearchText) = (name, FoldedText.ForSearch(name, MappedLengths.FoldedTitle));
}
