using Imi.Kernel.Foundation.Texts;
using YamlDotNet.RepresentationModel;

namespace Imi.Kernel.Definitions.Modules.Checks;

/// <summary>Checks a module's glossary: each term exists in every language, and stands for one thing in it.</summary>
internal static class GlossaryChecks
{
    private const string Block = "glossary";

    /// <summary>Reports what is wrong in the languages that could be read.</summary>
    /// <param name="read">The texts of all languages.</param>
    /// <param name="wrong">Takes the language, the position (null for the start of the file) and the problem.</param>
    public static void Check(IReadOnlyList<LanguageTexts> read, Action<LanguageTexts, YamlNode?, string> wrong)
    {
        var all = read.SelectMany(texts => texts.Texts.Keys).Where(TextKeys.IsTerm).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        foreach (var texts in read.Where(texts => texts.Root is not null))
        {
            foreach (var key in all.Where(key => !texts.Places.ContainsKey(key)))
                wrong(
                    texts,
                    texts.PlaceOf(Block),
                    $"The term {key} is missing in {Languages.NativeName(texts.Language)}: add it, or remove it from the other languages."
                );
            CheckTerms(texts, all, wrong);
        }
    }

    private static void CheckTerms(LanguageTexts texts, List<string> keys, Action<LanguageTexts, YamlNode?, string> wrong)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var key in keys.Where(key => !TextRules.IsBlank(texts.Texts.GetValueOrDefault(key, ""))))
        {
            var term = texts.Texts[key].Trim();
            if (term.Length == 1)
                wrong(texts, texts.Places[key].Value, $"The term {key} has one character: a term has at least two.");
            else if (!seen.TryAdd(term, key))
                wrong(texts, texts.Places[key].Value, $"'{term}' is the term {seen[term]} already: write two different terms, or remove one.");
        }
    }
}
