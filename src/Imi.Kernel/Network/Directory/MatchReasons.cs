using Imi.Kernel.Foundation.Persistence;

namespace Imi.Kernel.Network.Directory;

/// <summary>Determines the reasons why an authority matches a search.</summary>
internal static class MatchReasons
{
    /// <summary>The reasons, the most important first.</summary>
    /// <param name="authority">The authority, with its names.</param>
    /// <param name="query">The search.</param>
    /// <param name="regions">The regions, for the authority's own.</param>
    /// <param name="like">The words of its names that are similar to those of the search; null if the names matched exactly.</param>
    public static IReadOnlyList<MatchReason> Of(Authority authority, AuthorityFilter query, IReadOnlyList<Region> regions, string? like)
    {
        var reasons = new List<MatchReason>();
        var phrase = FoldedText.Words(FoldedText.Of(query.Search ?? ""));
        var names = authority.Names.Select(name => name.SearchText).Append(authority.SearchText).ToList();
        var words = query.Words ?? [];
        var inNames = words
            .Where(word => names.Exists(name => name.Contains(word.Text, StringComparison.Ordinal) || name.Contains(word.Sound, StringComparison.Ordinal)))
            .ToList();
        var initials = inNames
            .Where(word =>
                names.Exists(name => FoldedText.AreInitials(word.Text, name))
                && !names.Exists(name => FoldedText.NameOf(name).Contains(word.Text, StringComparison.Ordinal))
            )
            .ToList();
        if (like is { Length: > 0 })
            reasons.Add(new MatchReason(MatchReasonKind.NameAlike, null, like));
        else if (phrase.Length > 0 && names.Exists(name => name.StartsWith(phrase, StringComparison.Ordinal)))
            reasons.Add(new MatchReason(MatchReasonKind.NameBegins, null, query.Search!.Trim()));
        else if (inNames.Except(initials).Any())
            reasons.Add(new MatchReason(MatchReasonKind.NameContains, null, string.Join(' ', inNames.Except(initials).Select(word => word.Text))));
        if (initials.Count > 0)
            reasons.Add(new MatchReason(MatchReasonKind.Initials, null, string.Join(' ', initials.Select(word => word.Text.ToUpperInvariant()))));
        var wanted = words.SelectMany(word => word.Keywords).ToHashSet();
        reasons.AddRange(
            authority
                .Competences.Where(one =>
                    (query.Module is null || one.Module == query.Module) && (one.Keyword == query.Keyword || wanted.Contains((one.Module, one.Keyword)))
                )
                .Select(one => new MatchReason(MatchReasonKind.Competent, one.Module, one.Keyword))
        );
        if (
            regions.FirstOrDefault(region => region.Code == authority.Region) is { } own
            && (
                query.Region == own.Code
                || query.NearRegion == own.Code
                || words.Any(word =>
                    own.Names.Any(name =>
                        name.SearchText.Contains(word.Text, StringComparison.Ordinal) || name.SearchText.Contains(word.Sound, StringComparison.Ordinal)
                    )
                )
            )
        )
        {
            reasons.Add(new MatchReason(MatchReasonKind.Region, null, own.Code));
        }

        if (authority.Setups.Any(setup => setup.IsCentral && setup.Module == query.Module))
            reasons.Add(new MatchReason(MatchReasonKind.Central, query.Module, null));
        if (
            authority.Kind == AuthorityKind.NationalCoordinator
            || authority.Mandates.Any(mandate => mandate.Capacity == Capacity.Coordinator && (query.Module is null || mandate.Module == query.Module))
        )
            reasons.Add(new MatchReason(MatchReasonKind.Coordinator, query.Module, null));
        return reasons;
    }
}

/// <summary>A reason why an authority matches a search, or ranks where it does.</summary>
/// <param name="Kind">The kind of match.</param>
/// <param name="Module">The module concerned; null if none.</param>
/// <param name="Value">The words, the keyword or the region's code; null if none.</param>
public sealed record MatchReason(MatchReasonKind Kind, string? Module, string? Value);
