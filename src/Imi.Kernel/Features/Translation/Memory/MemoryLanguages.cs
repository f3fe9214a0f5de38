using System.Security.Cryptography;
using System.Text;

namespace Imi.Kernel.Features.Translation.Memory;

/// <summary>The languages in which texts are written, as a detector found them.</summary>
/// <param name="found">The languages by key of text.</param>
internal sealed class MemoryLanguages(Dictionary<string, string> found)
{
    /// <summary>What is stored: the languages by key of text.</summary>
    public IReadOnlyDictionary<string, string> Found => found;

    /// <summary>Whether a detector has examined a text.</summary>
    public bool Knows(WrittenText declared) => found.ContainsKey(KeyOf(declared));

    /// <summary>Examines a text. Where the detector is not certain, the declared language counts.</summary>
    public void Examine(WrittenText declared, ILanguageDetector detector) =>
        found.TryAdd(KeyOf(declared), detector.Detect(declared.Text) ?? TextScripts.LanguageOf(declared.Text) ?? declared.Language);

    /// <summary>Adds what was found elsewhere.</summary>
    public void Add(MemoryLanguages others)
    {
        foreach (var (key, language) in others.Found)
            found.TryAdd(key, language);
    }

    /// <summary>Returns a text with the language in which it is written, as far as that is known.</summary>
    public WrittenText Of(WrittenText declared) =>
        (found.GetValueOrDefault(KeyOf(declared)) ?? TextScripts.LanguageOf(declared.Text)) is { } language && language != declared.Language
            ? declared with
            {
                Language = language,
                IsDetected = true,
            }
            : declared;

    private static string KeyOf(WrittenText text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{text.Language}\n{text.Text}")));
}
