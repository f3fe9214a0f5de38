using Imi.Kernel.Features.Translation;
using Lingua;

namespace Imi.Connectors.Translation;

/// <summary>
/// Finds the language of a text with Lingua, on this machine. Its models are loaded when the first text is examined: they need about 100 MB of memory.
/// </summary>
public sealed class LinguaDetector : ILanguageDetector
{
    private const int FewestLetters = 100;
    private const double LeastConfidence = 0.99;

    private static readonly Dictionary<Language, string> Tags = new()
    {
        [Language.Bulgarian] = "bg",
        [Language.Czech] = "cs",
        [Language.Danish] = "da",
        [Language.German] = "de",
        [Language.Greek] = "el",
        [Language.English] = "en",
        [Language.Spanish] = "es",
        [Language.Estonian] = "et",
        [Language.Finnish] = "fi",
        [Language.French] = "fr",
        [Language.Irish] = "ga",
        [Language.Croatian] = "hr",
        [Language.Hungarian] = "hu",
        [Language.Icelandic] = "is",
        [Language.Italian] = "it",
        [Language.Lithuanian] = "lt",
        [Language.Latvian] = "lv",
        [Language.Bokmal] = "nb",
        [Language.Nynorsk] = "nb",
        [Language.Dutch] = "nl",
        [Language.Polish] = "pl",
        [Language.Portuguese] = "pt",
        [Language.Romanian] = "ro",
        [Language.Slovak] = "sk",
        [Language.Slovene] = "sl",
        [Language.Swedish] = "sv",
    };

    private readonly Lazy<LanguageDetector> _detector = new(() => LanguageDetectorBuilder.FromLanguages([.. Tags.Keys]).WithLowAccuracyMode().Build());

    /// <inheritdoc/>
    public string? Detect(string text)
    {
        // Lingua has no model of Maltese. No other language of the network has this letter, and hardly a Maltese sentence lacks it.
        if (text.Contains('ħ', StringComparison.OrdinalIgnoreCase))
            return "mt";
        if (text.Count(char.IsLetter) < FewestLetters)
            return null;
        var likely = _detector.Value.ComputeLanguageConfidenceValues(text).GroupBy(one => Tags[one.Key]).MaxBy(Confidence)!;
        return Confidence(likely) >= LeastConfidence ? likely.Key : null;
    }

    private static double Confidence(IGrouping<string, KeyValuePair<Language, double>> language) => language.Sum(one => one.Value);
}
