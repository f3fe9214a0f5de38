using Imi.Kernel.Network.Directory.Search;

namespace Imi.Kernel.Network.Directory;

/// <summary>The criteria of a search for authorities; a null criterion is ignored.</summary>
public sealed record AuthorityFilter
{
    /// <summary>Words of the name in any of its languages; the informal English title counts as a name.</summary>
    public string? Search { get; init; }

    /// <summary>The country's code.</summary>
    public string? Country { get; init; }

    /// <summary>The country to leave out: the sender's own.</summary>
    public string? ExceptCountry { get; init; }

    /// <summary>The code of the authority's region.</summary>
    public string? Region { get; init; }

    /// <summary>The region whose authorities rank before others; null for none.</summary>
    public string? NearRegion { get; init; }

    /// <summary>A keyword of the authority's competence, in <see cref="Module"/> or in any module.</summary>
    public string? Keyword { get; init; }

    /// <summary>The module of a mandate.</summary>
    public string? Module { get; init; }

    /// <summary>The procedure of a mandate.</summary>
    public string? Procedure { get; init; }

    /// <summary>The capacity of a mandate.</summary>
    public Capacity? Capacity { get; init; }

    /// <summary>Whether to find only authorities that also coordinate the procedure in their country.</summary>
    public bool Coordinates { get; init; }

    /// <summary>Whether to include deactivated authorities.</summary>
    public bool WithDeactivated { get; init; }

    /// <summary>The day on which the authorities must be able to act.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>The language of the reader, for sorting countries and names; null sorts by code.</summary>
    public string? Language { get; init; }

    /// <summary>The codes of all countries in the reader's sort order, separated by bars; null sorts by code.</summary>
    internal string? CountryOrder { get; init; }

    /// <summary>The words of the search with the countries and keywords they match; null to search names only.</summary>
    internal IReadOnlyList<SearchWord>? Words { get; init; }

    /// <summary>The number of best matches to skip, for the next page of <see cref="AuthoritySearch"/>.</summary>
    public int Skip { get; init; }

    /// <summary>The last authority of the previous page.</summary>
    public AuthorityCursor? After { get; init; }
}

/// <summary>The position at which a page of authorities ended.</summary>
public sealed record AuthorityCursor(string Country, string Code);
