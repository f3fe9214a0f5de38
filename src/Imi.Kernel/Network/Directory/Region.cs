namespace Imi.Kernel.Network.Directory;

/// <summary>A region of a country, by its NUTS code (Regulation (EC) No 1059/2003).</summary>
public sealed class Region
{
    private readonly List<RegionName> _names = [];

    private Region() { }

    /// <summary>Creates a region with its names in the country's own languages, and in English if that differs.</summary>
    public Region(string code, string country, IEnumerable<KeyValuePair<string, string>> names)
    {
        (Code, Country) = (code, country);
        _names.AddRange(names.Select(name => new RegionName(code, name.Key, name.Value)));
    }

    /// <summary>The NUTS code, such as <c>ES51</c>.</summary>
    public string Code { get; private set; } = "";

    /// <summary>The country, by the EU institutions' code.</summary>
    public string Country { get; private set; } = "";

    /// <summary>The names.</summary>
    public IReadOnlyList<RegionName> Names => _names;

    /// <summary>The name for a reader: in the reader's language, otherwise in one of the country's.</summary>
    public string NameFor(string language) =>
        (_names.Find(name => name.Language == language) ?? _names.Find(name => name.Language != "en") ?? _names.FirstOrDefault())?.Name ?? Code;
}
