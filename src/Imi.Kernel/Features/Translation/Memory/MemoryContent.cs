using System.Text.Json;
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

    private readonly Dictionary<string, MemoryEntry> _entries;

    private MemoryContent(Dictionary<string, MemoryEntry> entries) => _entries = entries;

    /// <summary>Decrypts a memory; null is an empty one.</summary>
    public static MemoryContent Of(TranslationMemory? memory, ExchangeCipher cipher) =>
        new(
            memory is null
                ? new Dictionary<string, MemoryEntry>(StringComparer.Ordinal)
                : JsonSerializer.Deserialize<Dictionary<string, MemoryEntry>>(cipher.Decrypt(memory.Cipher, memory.Purpose))!
        );

    /// <summary>Splits a text into sentences and what is between them.</summary>
    public static IReadOnlyList<TextPart> PartsOf(WrittenText text) => Segmenter.Split(text.Text, text.Language, LongestSentence);

    /// <summary>The sentences of a text that are not translated, each once.</summary>
    public IEnumerable<string> MissingIn(WrittenText text) =>
        PartsOf(text)
            .Where(part => part.IsSentence && !_entries.ContainsKey(KeyOf(text.Language, part.Text)))
            .Select(part => part.Text)
            .Distinct(StringComparer.Ordinal);

    /// <summary>Adds a translated sentence.</summary>
    public void Add(string language, string sentence, MemoryEntry entry) => _entries[KeyOf(language, sentence)] = entry;

    /// <summary>Composes the translation of a text; null if a sentence is missing.</summary>
    public TranslatedText? Translate(WrittenText text)
    {
        var parts = PartsOf(text);
        var used = new List<MemoryEntry>();
        var composed = new System.Text.StringBuilder();
        foreach (var part in parts)
        {
            if (!part.IsSentence)
            {
                composed.Append(part.Text);
                continue;
            }

            if (!_entries.TryGetValue(KeyOf(text.Language, part.Text), out var entry))
                return null;
            composed.Append(entry.Text);
            used.Add(entry);
        }

        return used.Count == 0
            ? null
            : new TranslatedText(
                composed.ToString(),
                text.Language,
                [.. used.SelectMany(entry => entry.Engines).Distinct(StringComparer.Ordinal)],
                used.Find(entry => entry.Via is not null)?.Via,
                used.Max(entry => entry.On),
                used.Exists(entry => entry.IsUncertain)
            );
    }

    /// <summary>Encrypts the translations into their row.</summary>
    public void WriteTo(TranslationMemory memory, ExchangeCipher cipher) =>
        memory.Cipher = cipher.Encrypt(JsonSerializer.SerializeToUtf8Bytes(_entries), memory.Purpose);

    private static string KeyOf(string language, string sentence) => $"{language}\n{sentence}";
}
