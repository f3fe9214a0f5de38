using Imi.Kernel.Features.Translation;
using Imi.Kernel.Foundation.Texts;

namespace Imi.Connectors.Translation;

/// <summary>Finds the languages of the network for the codes of an engine: ISO 639-1, ISO 639-3, and Apertium's variants.</summary>
internal static class EngineLanguages
{
    /// <summary>Serbo-Croatian (ISO 639-3), which Apertium reads as one language and writes as Bosnian, Croatian or Serbian.</summary>
    private const string SerboCroatian = "hbs";

    private static readonly Dictionary<string, string> Tags = All();

    /// <summary>Returns the pairs whose two languages the network knows, each with the engine's codes.</summary>
    public static IReadOnlyDictionary<LanguagePair, EngineCodes> Known(IEnumerable<EngineCodes> offered)
    {
        var known = new Dictionary<LanguagePair, EngineCodes>();
        foreach (var codes in offered.OrderBy(codes => $"{codes.Source} {codes.Target}", StringComparer.Ordinal))
        {
            if (
                Tags.TryGetValue(codes.Source, out var source)
                && codes.Target != SerboCroatian
                && Tags.TryGetValue(codes.Target, out var target)
                && source != target
            )
            {
                known.TryAdd(new LanguagePair(source, target), codes);
            }
        }

        return known;
    }

    private static Dictionary<string, string> All()
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [SerboCroatian] = "hr",
            [$"{SerboCroatian}_HR"] = "hr",
            ["no"] = "nb",
            ["nor"] = "nb",
        };
        foreach (var tag in Languages.All)
        {
            tags[tag] = tag;
            tags[Languages.CultureOf(tag).ThreeLetterISOLanguageName] = tag;
        }

        return tags;
    }
}
