namespace Imi.Kernel.Foundation.Texts;

/// <summary>Texts by key and language. Immutable.</summary>
public sealed class TextCatalogue(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> byLanguage)
{
    /// <summary>The language in which every text exists.</summary>
    public const string Reference = "en";

    /// <summary>No texts.</summary>
    public static TextCatalogue Empty { get; } = new(new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal));

    /// <summary>The languages that have texts.</summary>
    public IEnumerable<string> Languages => byLanguage.Keys;

    /// <summary>The keys of a language; none if it has no texts.</summary>
    public IEnumerable<string> Keys(string language) => byLanguage.TryGetValue(language, out var texts) ? texts.Keys : [];

    /// <summary>Whether the language itself, not only English, has the text.</summary>
    public bool Has(string key, string language) => byLanguage.TryGetValue(language, out var texts) && texts.ContainsKey(key);

    /// <summary>The text in the language, otherwise in English; null if neither has it.</summary>
    public string? Find(string key, string language)
    {
        if (byLanguage.TryGetValue(language, out var texts) && texts.TryGetValue(key, out var text))
            return text;
        return language != Reference && byLanguage.TryGetValue(Reference, out var reference) ? reference.GetValueOrDefault(key) : null;
    }

    /// <summary>Merges this catalogue with corrections, which replace texts with the same key and add new ones.</summary>
    public TextCatalogue CorrectedBy(TextCatalogue corrections)
    {
        var merged = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var language in Languages.Union(corrections.Languages, StringComparer.Ordinal))
        {
            var texts = new Dictionary<string, string>(
                byLanguage.GetValueOrDefault(language) ?? new Dictionary<string, string>(StringComparer.Ordinal),
                StringComparer.Ordinal
            );
            foreach (var key in corrections.Keys(language))
                texts[key] = corrections.Find(key, language)!;
            merged[language] = texts;
        }

        return new TextCatalogue(merged);
    }
}
