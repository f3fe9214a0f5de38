using Imi.Kernel.Foundation.Texts;
using Microsoft.Net.Http.Headers;

namespace Imi.Web.Texts;

/// <summary>Reads language tags by RFC 9110 and BCP 47: case is ignored, a region falls back to its language, and q=0 excludes a language.</summary>
internal static class AskedLanguages
{
    /// <summary>The language of pages and responses if the request prefers none.</summary>
    public const string Default = "en";

    private const string Any = "*";

    /// <summary>Returns the interface language of a tag such as <c>EL</c> or <c>de-AT</c>; null if it is not supported.</summary>
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

    /// <summary>Returns the preferred interface language; null if the request prefers none or none of those is supported.</summary>
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
