using Imi.Kernel.Features.Translation.Engines;
using Imi.Kernel.Features.Translation.Terms;

namespace Imi.Kernel.Features.Translation.Runs;

/// <summary>Sentences that are translated together.</summary>
/// <param name="Pair">The language of the originals and that of the translations.</param>
/// <param name="Route">The engines.</param>
/// <param name="Parts">The sentences, each with its protected text.</param>
internal sealed record TranslationBatch(LanguagePair Pair, TranslationRoute Route, IReadOnlyList<(string Sentence, ProtectedText Text)> Parts)
{
    /// <summary>What the first engine receives.</summary>
    public IReadOnlyList<string> Texts => [.. Parts.Select(part => part.Text.Text)];

    /// <summary>Cuts it into two batches.</summary>
    public IReadOnlyList<TranslationBatch> Halves =>
        [this with { Parts = [.. Parts.Take(Parts.Count / 2)] }, this with { Parts = [.. Parts.Skip(Parts.Count / 2)] }];
}
