namespace Imi.Kernel.Features.Translation.Engines;

/// <summary>Finds how to translate between two languages with the engines of the installation.</summary>
internal static class EngineRoutes
{
    /// <summary>The languages through which a translation leads first, because engines are best at them.</summary>
    private static readonly string[] PreferredVia = ["en", "fr", "es", "de"];

    /// <summary>
    /// Finds a route of allowed engines: the first engine with the pair; otherwise, through a third language, the first engines with the two pairs. Null if
    /// there is none.
    /// </summary>
    /// <param name="engines">The engines of the installation.</param>
    /// <param name="pair">The languages.</param>
    /// <param name="unionOnly">Whether only engines that an institution of the Union runs are allowed.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<TranslationRoute?> FindAsync(
        IEnumerable<IMachineTranslator> engines,
        LanguagePair pair,
        bool unionOnly,
        CancellationToken cancellationToken
    )
    {
        var steps = new List<(IMachineTranslator Engine, LanguagePair Pair)>();
        foreach (var engine in engines.Where(engine => engine.IsOfUnion || !unionOnly))
            steps.AddRange((await engine.PairsAsync(cancellationToken)).Select(offered => (engine, offered)));
        if (steps.Exists(step => step.Pair == pair))
            return new TranslationRoute([steps.First(step => step.Pair == pair)]);
        var via = steps
            .Where(step => step.Pair.Source == pair.Source)
            .Select(step => step.Pair.Target)
            .Distinct(StringComparer.Ordinal)
            .Where(language => steps.Exists(step => step.Pair == new LanguagePair(language, pair.Target)))
            .OrderBy(language => Array.IndexOf(PreferredVia, language) is >= 0 and var place ? place : int.MaxValue)
            .ThenBy(language => language, StringComparer.Ordinal)
            .FirstOrDefault();
        return via is null
            ? null
            : new TranslationRoute([
                steps.First(step => step.Pair == new LanguagePair(pair.Source, via)),
                steps.First(step => step.Pair == new LanguagePair(via, pair.Target)),
            ]);
    }
}
