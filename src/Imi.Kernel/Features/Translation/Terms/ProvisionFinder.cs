using System.Text.RegularExpressions;

namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>
/// Finds provisions and acts of the Union, cited in one of the five languages of the interface, and writes them as the target language cites them.
/// </summary>
internal static class ProvisionFinder
{
    private static readonly Regex Heads = Finder.Of(
        $@"\b(?<article>{Alternatives(words => words.Article)})[\s\u00A0]?\d|\b(?<act>{Alternatives(words => words.Acts.Values.SelectMany(forms => forms))})\s",
        RegexOptions.IgnoreCase
    );

    /// <summary>Finds the provisions and acts in a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="language">The language of the text. Citations in the way of another language are found as well.</param>
    public static IEnumerable<FoundToken> In(string text, string language)
    {
        var end = 0;
        foreach (Match head in Heads.Matches(text))
        {
            if (head.Index < end)
                continue;
            var token = head.Groups["article"].Success ? Provision(text, head.Index, language) : Act(text, head.Index, language);
            if (token.Length == 0)
                continue;
            end = token.End;
            yield return token;
        }
    }

    private static FoundToken Provision(string text, int start, string language)
    {
        var (end, provision) = InOrder(language).Select(words => new ProvisionParser(text, start, words).Read()).MaxBy(read => read.End);
        return new(
            start,
            end - start,
            provision is null ? null : target => LegalLanguages.Of(target) is { } words ? ProvisionWriter.Write(provision, words) : null
        );
    }

    private static FoundToken Act(string text, int start, string language)
    {
        var (end, act) = InOrder(language).Select(words => new ActParser(text, start, words).Read(isAfterProvision: false)).MaxBy(read => read.End);
        return new(start, end - start, act is null ? null : target => LegalLanguages.Of(target) is { } words ? ProvisionWriter.Write(act, words) : null);
    }

    private static IEnumerable<LegalWords> InOrder(string language) => LegalLanguages.All.OrderByDescending(words => words.Language == language);

    private static string Alternatives(Func<LegalWords, IEnumerable<string>> forms) =>
        string.Join(
            '|',
            LegalLanguages.All.SelectMany(forms).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(form => form.Length).Select(Pattern)
        );

    private static string Pattern(string form) =>
        Regex.Escape(form).Replace(@"\ ", @"\s", StringComparison.Ordinal).Replace("’", "['’]", StringComparison.Ordinal);
}
