namespace Imi.Kernel.Features.Translation;

/// <summary>Finds the language of a text. Nothing leaves the platform.</summary>
public interface ILanguageDetector
{
    /// <summary>Finds the language of a text.</summary>
    /// <returns>A language of the network, as a BCP 47 tag; null if the text is too short or the language is not certain.</returns>
    string? Detect(string text);
}
