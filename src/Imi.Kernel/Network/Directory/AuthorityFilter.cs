using Imi.Kernel.Network.Directory.Search;

namespace Imi.Kernel.Network.Directory;

/// <summary>What to search authorities by; what is null does not matter.</summary>
public sealed record AuthorityFilter
{
    /// <summary>Words of the name in any of its languages; the informal English title counts as a name.</summary>
    public string? Search { get; init; }

    /// <summary>The country's code.</summary>
    public string? Country { get; init; }

    /// <summary>A country that is left out: the sender's own.</summary>
    public string? ExceptCountry { get; init; }

    /// <summary>The code of the region that it works for.</summary>
    public string? Region { get; init; }

    /// <summary>The region whose authorities come before others that fit as well; null for none.</summary>
    public string? NearRegion { get; init; }

    /// <summary>What it is competent for: a keyword of the module, of any where none is named.</summary>
    public string? Keyword { get; init; }

    /// <summary>The module of a mandate.</summary>
    public string? Module { get; init; }

    /// <summary>The procedure of a mandate.</summary>
    public string? Procedure { get; init; }

    /// <summary>The capacity of a mandate.</summary>
    public Capacity? Capacity { get; init; }

    /// <summary>Only those that coordinate the procedure in their country too.</summary>
    public bool Coordinates { get; init; }

    /// <summary>Those too that take no part any more.</summary>
    public bool WithDeactivated { get; init; }

    /// <summary>Only those that can act on this day.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>The language of the reader, in which countries and names are sorted; null sorts by codes.</summary>
    public string? Language { get; init; }

    /// <summary>The codes of all countries in the reader's order, separated by bars; null for the order of the codes.</summary>
    internal string? CountryOrder { get; init; }

    /// <summary>What the words mean beside parts of names; null where only names are searched.</summary>
    internal IReadOnlyList<SearchWord>? Words { get; init; }

    /// <summary>How many of the best are passed over: a further page of what is found by <see cref="AuthoritySearch"/>.</summary>
    public int Skip { get; init; }

    /// <summary>The last authority of the page before.</summary>
    public AuthorityCursor? After { get; init; }
}

/// <summary>Where a page of authorities ended.</summary>
public sealed record AuthorityCursor(string Country, string Code);
