namespace Imi.Kernel.Features.Translation;

/// <summary>Port: a machine-translation engine that answers a call with the translation.</summary>
public interface IImmediateTranslator : IMachineTranslator
{
    /// <summary>
    /// How many segments a call should have. What a call translated is stored before the next one, so that a slow engine has few, and an engine with a costly
    /// start of each call has many.
    /// </summary>
    int SegmentsAtOnce => 50;

    /// <summary>Translates segments of plain text.</summary>
    /// <param name="pair">A pair that the engine offers.</param>
    /// <param name="segments">
    /// The segments: none empty, none longer than <see cref="IMachineTranslator.LongestSegment"/>. Private-use characters in them are placeholders.
    /// </param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The translations, one for each segment in the same order.</returns>
    /// <exception cref="TranslationFaultException">The engine did not translate them.</exception>
    Task<IReadOnlyList<string>> TranslateAsync(LanguagePair pair, IReadOnlyList<string> segments, CancellationToken cancellationToken);
}
