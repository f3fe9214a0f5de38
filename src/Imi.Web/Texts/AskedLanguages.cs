using Imi.Kernel.Foundation.Texts;
using Microsoft.Net.Http.Headers;

namespace Imi.Web.Texts;

/// <summary>Reads language tags as RFC 9110 and BCP 47 have them: in any case, a region falls back to its language, and q=0 excludes.</summary>
internal static class AskedLanguages
{
    /// <summary>The language of pages and answers where nobody says what they want.</summary>
    public const string Default = "en";

    private const string Any = "*";

    /// <summary>The interface's language that a tag such as <c>EL</c> or <c>de-AT</c> names; null where there is none.</summary>
    public static string? Of(string? tag)
    {
        var asked = (tag ?? "").Trim().ToLowerInvariant();
        for (; asked.Length > 0; asked = asked[..Math.Max(0, asked.LastIndexOf('-'))])
        {
            if (Languages.Interface.FirstOrDefault(language => language.Equals(asked, StringComparison.OrdinalIgnoreCase)) is { } language)
                return language;
        }

        return null;
    }

    /// <summary>The interface's language that somebody wants most; null where they do not say, or want none that there is.</summary>
    public static string? Of(IList<StringWithQualityHeaderValue> accepted)
    {
        var excluded = accepted
            .Where(one => one.Quality == 0 && !one.Value.Value!.Contains('-', StringComparison.Ordinal))
            .Select(one => Of(one.Value.Value))
            .ToHashSet();
        List<string> others = [.. Languages.Interface.Where(language => !excluded.Contains(language)).OrderByDescending(language => language == Default)];
        var wanted = accepted
            .Where(one => one.Quality != 0)
            .OrderByDescending(one => one.Quality ?? 1)
            .Select(one => one.Value == Any ? others.FirstOrDefault() : Of(one.Value.Value))
            .FirstOrDefault(language => language is not null && !excluded.Contains(language));
        return wanted ?? (excluded.Contains(Default) ? others.FirstOrDefault() : null);
    }
}
