namespace Imi.Kernel.Network.Directory;

/// <summary>What was found.</summary>
/// <param name="Found">The authorities, best first.</param>
/// <param name="Next">How many to pass over for the next page; null for none.</param>
/// <param name="Central">The country's central authority in the module, where it is not among them: it receives what nobody else is competent for.</param>
/// <param name="Coordinators">The coordinators of the country, in the module where one is named.</param>
/// <param name="Regions">The regions of the country, to name them.</param>
/// <param name="Total">How many there are; counted up to a thousand.</param>
/// <param name="IsMore">Whether there are more than were counted.</param>
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
    /// <summary>Nothing.</summary>
    public static AuthoritySearchResult None { get; } = new([], null, null, [], [], 0, false);
}
