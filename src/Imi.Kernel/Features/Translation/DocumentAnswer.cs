namespace Imi.Kernel.Features.Translation;

/// <summary>The answer of an engine to a submitted file.</summary>
/// <param name="Content">The translated file; empty if the engine did not translate it.</param>
/// <param name="Fault">Why the engine did not translate it; null if it did.</param>
public sealed record DocumentAnswer(ReadOnlyMemory<byte> Content, TranslationFault? Fault = null)
{
    /// <summary>The answer of an engine that did not translate.</summary>
    public static DocumentAnswer Failed(TranslationFault fault) => new(default, fault);
}
