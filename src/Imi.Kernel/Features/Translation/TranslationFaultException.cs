namespace Imi.Kernel.Features.Translation;

/// <summary>Thrown when an engine did not translate. Contains no text of the exchange.</summary>
/// <param name="kind">What went wrong.</param>
/// <param name="message">The details for the log, without the text that was to be translated.</param>
/// <param name="inner">The cause; null if there is none.</param>
public sealed class TranslationFaultException(TranslationFault kind, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What went wrong.</summary>
    public TranslationFault Kind { get; } = kind;
}
