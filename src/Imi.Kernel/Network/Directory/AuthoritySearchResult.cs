namespace Imi.Kernel.Network.Directory;

/// <summary>The result of a search for authorities.</summary>
/// <param name="Found">The authorities, best match first.</param>
/// <param name="Next">The number of matches to skip for the next page; null on the last page.</param>
/// <param name="Central">
/// The country's central authority in the module if it is not among the matches: the recipient if no other authority is competent. Otherwise null.
/// </param>
/// <param name="Coordinators">The coordinators of the country, in the module if one was given; empty without a country.</param>
/// <param name="Regions">The regions of the country, or of all countries without one, for their names.</param>
/// <param name="Total">The number of matches, at most a thousand.</param>
/// <param name="IsMore">Whether there are more matches than counted.</param>
public sealed record AuthoritySearchResult(
    IReadOnlyList<FoundAuthority> Found,
    int? Next,
    FoundAuthority? Central,
    IReadOnlyList<Authority> Coordinators,
    IReadOnlyList<Region> Regions,
    int Total,
    bool IsMore
)
{
    /// <summary>The result without any match.</summary>
    public static AuthoritySearchResult None { get; } = new([], null, null, [], [], 0, false);
}
