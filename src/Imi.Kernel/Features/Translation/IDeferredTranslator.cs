namespace Imi.Kernel.Features.Translation;

/// <summary>
/// Port: a machine-translation engine that takes segments and sends the translation later, to an address of the platform. It may send an answer several
/// times, late, in another order, or never.
/// </summary>
public interface IDeferredTranslator : IMachineTranslator
{
    /// <summary>The most characters of a submission, with one more for each segment: at least 1,500.</summary>
    int LongestSubmission { get; }

    /// <summary>How long an answer may take. Without an answer by then, the platform submits the segments again.</summary>
    TimeSpan AnswerTime { get; }

    /// <summary>Submits segments of plain text.</summary>
    /// <param name="pair">A pair that the engine offers.</param>
    /// <param name="segments">
    /// The segments: none empty, together at most <see cref="LongestSubmission"/>. Private-use characters in them are placeholders.
    /// </param>
    /// <param name="reference">The reference that the answer repeats.</param>
    /// <param name="answerTo">The address for the answer. It is secret: a sender who knows it can answer.</param>
    /// <param name="cancellationToken">Ends the call. The engine may have taken the segments nevertheless.</param>
    /// <exception cref="TranslationFaultException">The engine did not take them.</exception>
    Task SubmitAsync(LanguagePair pair, IReadOnlyList<string> segments, string reference, Uri answerTo, CancellationToken cancellationToken);

    /// <summary>Reads what was sent to the address of a submission.</summary>
    /// <param name="message">The message as received. Anybody may have sent it.</param>
    /// <param name="reference">The reference of the submission.</param>
    /// <returns>The answer; null if the message is not the result of this submission, for example only a notice that work began.</returns>
    EngineAnswer? Read(EngineMessage message, string reference);
}
