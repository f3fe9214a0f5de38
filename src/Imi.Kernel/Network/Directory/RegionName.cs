using Imi.Kernel.Foundation.Persistence;

namespace Imi.Kernel.Network.Directory;

/// <summary>A region's name in a language.</summary>
public sealed class RegionName
{
    private RegionName() { }

    internal RegionName(string region, string language, string name) =>
        (Region, Language, Name, SearchText) = (region, language, name, FoldedText.ForSearch(name, MappedLengths.FoldedTitle));

    /// <summary>The region's code.</summary>
    public string Region { get; private set; } = "";

    /// <summary>The language, by BCP 47.</summary>
    public string Language { get; private set; } = "";

    /// <summary>The name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The name in the form used for search: <see cref="FoldedText.ForSearch"/>.</summary>
    public string SearchText { get; private set; } = "";
}
