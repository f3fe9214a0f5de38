namespace Imi.Kernel.Features.Translation;

/// <summary>The answer of an engine to a submission.</summary>
/// <param name="Texts">The translated segments in order; empty if the engine did not translate them. Their number is not checked yet.</param>
/// <param name="Fault">Why the engine did not translate them; null if it did.</param>
public sealed record EngineAnswer(IReadOnlyList<string> Texts, TranslationFault? Fault = null)
{
    /// <summary>The answer of an engine that did not translate.</summary>
    public static EngineAnswer Failed(TranslationFault fault) => new([], fault);
}
