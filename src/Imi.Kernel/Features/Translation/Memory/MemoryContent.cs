using System.Text.Json;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation.Terms;
using Imi.Kernel.Foundation.Vault;

namespace Imi.Kernel.Features.Translation.Memory;

/// <summary>The decrypted translations of an exchange in one language.</summary>
internal sealed class MemoryContent
{
    /// <summary>
    /// The longest sentence in characters. It is the same for all engines, so that a text is split in the same way when it is translated and when it is
    /// read.
    /// </summary>
    public const int LongestSentence = 1_000;

    /// <summary>A correction has a day and no time. Noon UTC is on the same day in Brussels.</summary>
    private static readonly TimeOnly Noon = new(12, 0);

    private readonly Dictionary<string, MemoryEntry> _entries;

    private readonly ModuleGlossary? _glossary;

    private MemoryContent(Stored stored, ModuleGlossary? glossary) =>
        (_entries, Languages, _glossary) = (stored.Sentences, new MemoryLanguages(stored.Languages), glossary);

    /// <summary>The languages in which the texts of the exchange are written.</summary>
    public MemoryLanguages Languages { get; }

    /// <summary>Decrypts a memory.</summary>
    /// <param name="memory">The row; null is an empty memory.</param>
    /// <param name="cipher">The exchange's key.</param>
    /// <param name="glossary">What was translated with another version of this glossary counts as missing; null to read all that is stored.</param>
    public static MemoryContent Of(TranslationMemory? memory, ExchangeCipher cipher, ModuleGlossary? glossary) =>
        new(memory is null ? new Stored([], []) : JsonSerializer.Deserialize<Stored>(cipher.Decrypt(memory.Cipher, memory.Purpose))!, glossary);

    /// <summary>Splits a text into sentences and what is between them.</summary>
    public static IReadOnlyList<TextPart> PartsOf(WrittenText text) => Segmenter.Split(text.Text, text.Language, LongestSentence);

    /// <summary>The sentences of a text that are not translated, each once.</summary>
    public IEnumerable<string> MissingIn(WrittenText text) =>
        PartsOf(text).Where(part => part.IsSentence && Find(text.Language, part.Text) is null).Select(part => part.Text).Distinct(StringComparer.Ordinal);

    /// <summary>The authorities that corrected sentences, each once.</summary>
    public IReadOnlyCollection<Guid> CorrectedBy => [.. _entries.Values.Select(entry => entry.Correction?.AuthorityId).OfType<Guid>().Distinct()];

    /// <summary>What people wrote in the place of machine translations, the oldest first.</summary>
    public IEnumerable<ReadText> Corrections =>
        _entries
            .Values.Select(entry => entry.Correction)
            .OfType<MemoryCorrection>()
            .OrderBy(correction => correction.On)
            .Select(correction => new ReadText(correction.Text, correction.AuthorityId, correction.On.ToDateTime(Noon, DateTimeKind.Utc)));

    /// <summary>Adds what an engine made of a sentence. What people corrected or rated stays.</summary>
    public void Add(string language, string sentence, MemoryEntry entry)
    {
        if (Find(language, sentence) is not { IsTouched: true })
            Replace(language, sentence, entry with { Glossary = _glossary?.VersionFrom(language) });
    }

    /// <summary>Finds a translated sentence; null if it is not translated, or only with another version of the glossary and without people's changes.</summary>
    public MemoryEntry? Find(string language, string sentence) =>
        _entries.TryGetValue(KeyOf(language, sentence), out var entry)
        && (entry.IsTouched || _glossary is null || entry.Glossary == _glossary.VersionFrom(language))
            ? entry
            : null;

    /// <summary>The whole file as an engine translated it from a language, in base64; null if its sentences are translated instead, or nothing is.</summary>
    public MemoryEntry? FileFrom(string language) => _entries.GetValueOrDefault(KeyOf(language, ""));

    /// <summary>Keeps a whole file as an engine translated it from a language. It stands in the place of an empty sentence, which no text has.</summary>
    public void KeepFile(string language, MemoryEntry file) => Replace(language, "", file);

    /// <summary>Whether anything is translated from a language.</summary>
    public bool HasAnyFrom(string language) => _entries.Keys.Any(key => key.StartsWith(KeyOf(language, ""), StringComparison.Ordinal));

    /// <summary>Replaces a translated sentence.</summary>
    public void Replace(string language, string sentence, MemoryEntry entry) => _entries[KeyOf(language, sentence)] = entry;

    /// <summary>Composes the translation of a text without saying where it comes from; null if a sentence is missing.</summary>
    public string? Compose(WrittenText text)
    {
        var parts = PartsOf(text).Select(part => part.IsSentence ? Find(text.Language, part.Text)?.Shown : part.Text).ToList();
        return parts.Contains(null) ? null : string.Concat(parts);
    }

    /// <summary>Composes the translation of a text; null if a sentence is missing.</summary>
    public TranslatedText? Translate(WrittenText text, MemoryReader reader)
    {
        var used = new OrderedDictionary<string, MemoryEntry>(StringComparer.Ordinal);
        var composed = new System.Text.StringBuilder();
        foreach (var part in PartsOf(text))
        {
            if (!part.IsSentence)
            {
                composed.Append(part.Text);
                continue;
            }

            if (Find(text.Language, part.Text) is not { } entry)
                return null;
            composed.Append(entry.Shown);
            used[part.Text] = entry;
        }

        if (used.Count == 0)
            return null;
        var pair = new LanguagePair(text.Language, reader.Target);
        return new TranslatedText(
            composed.ToString(),
            text.Language,
            [.. used.Values.SelectMany(entry => entry.Engines).Distinct(StringComparer.Ordinal)],
            used.Values.FirstOrDefault(entry => entry.Via is not null)?.Via,
            used.Values.Max(entry => entry.On),
            used.Values.Any(entry => entry is { IsUncertain: true, Correction: null })
        )
        {
            ExchangeId = reader.Exchange,
            IsDetected = text.IsDetected,
            Key = TextKeys.Of(reader.Exchange, text.Language, text.Text),
            Segments = [.. used.Select(one => new TranslatedSegment(reader.Exchange, pair, one.Key, one.Value, reader))],
        };
    }

    /// <summary>Returns how the sentences of a language were translated: by which engines, through which language, until when, how many uncertainly.</summary>
    public (IReadOnlyList<string> Engines, string? Via, DateOnly? On, int Uncertain) FactsOf(string language)
    {
        var entries = _entries.Where(entry => entry.Key.StartsWith(KeyOf(language, ""), StringComparison.Ordinal)).Select(entry => entry.Value).ToList();
        return (
            [.. entries.SelectMany(entry => entry.Engines).Distinct(StringComparer.Ordinal)],
            entries.Find(entry => entry.Via is not null)?.Via,
            entries.Count == 0 ? null : entries.Max(entry => entry.On),
            entries.Count(entry => entry is { IsUncertain: true, Correction: null })
        );
    }

    /// <summary>Encrypts the translations into their row.</summary>
    public void WriteTo(TranslationMemory memory, ExchangeCipher cipher) =>
        memory.Cipher = cipher.Encrypt(
            JsonSerializer.SerializeToUtf8Bytes(new Stored(_entries, new Dictionary<string, string>(Languages.Found))),
            memory.Purpose
        );

    /// <summary>What is stored: translated sentences by language and sentence, and languages of texts.</summary>
    private sealed record Stored(Dictionary<string, MemoryEntry> Sentences, Dictionary<string, string> Languages);

    private static string KeyOf(string language, string sentence) => $"{language}\n{sentence}";
}
