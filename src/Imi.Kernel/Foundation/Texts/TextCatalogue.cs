namespace Imi.Kernel.Foundation.Texts;

/// <summary>Texts by key and language. Immutable.</summary>
public sealed class TextCatalogue(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> byLanguage)
{
    /// <summary>The language that every text has.</summary>
    public const string Reference = "en";

    /// <summary>No texts.</summary>
    public static TextCatalogue Empty { get; } = new(new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal));

    /// <summary>The languages that have texts.</summary>
    public IEnumerable<string> Languages => byLanguage.Keys;

    /// <summary>The keys of a language.</summary>
    public IEnumerable<string> Keys(string language) => byLanguage.TryGetValue(language, out var texts) ? texts.Keys : [];

    /// <summary>Whether the language itself has the text.</summary>
    public bool Has(string key, string language) => byLanguage.TryGetValue(language, out var texts) && texts.ContainsKey(key);

    /// <summary>The text in the language, else in English; null where neither has it.</summary>
    public string? Find(string key, string language)
    {
        if (byLanguage.TryGetValue(language, out var texts) && texts.TryGetValue(key, out var text))
            return text;
        return language != Reference && byLanguage.TryGetValue(Reference, out var reference) ? reference.GetValueOrDefault(key) : null;
    }

    /// <summary>These texts, with another catalogue's in the place of the same keys: corrections win over what was stored.</summary>
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
