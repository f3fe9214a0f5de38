namespace Imi.Kernel.Features.Translation;

/// <summary>
/// Port: an engine that answers later and can also translate a file as a whole. It keeps the layout, but the platform can protect no names and numbers in it.
/// </summary>
public interface IDocumentTranslator : IDeferredTranslator
{
    /// <summary>The file name extensions that it takes, with the dot and in lower case; empty if the installation does not want this.</summary>
    IReadOnlySet<string> DocumentExtensions { get; }

    /// <summary>The largest file in bytes, also of an answer.</summary>
    long LargestDocument { get; }

    /// <summary>Submits a file.</summary>
    /// <param name="pair">A pair that the engine offers.</param>
    /// <param name="extension">Its extension, one of <see cref="DocumentExtensions"/>. The engine does not get the name of the file.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="reference">The reference that the answer repeats.</param>
    /// <param name="answerTo">The address for the answer. It is secret: a sender who knows it can answer.</param>
    /// <param name="cancellationToken">Ends the call. The engine may have taken the file nevertheless.</param>
    /// <exception cref="TranslationFaultException">The engine did not take it.</exception>
    Task SubmitDocumentAsync(
        LanguagePair pair,
        string extension,
        ReadOnlyMemory<byte> content,
        string reference,
        Uri answerTo,
        CancellationToken cancellationToken
    );

    /// <summary>Reads what was sent to the address of a submitted file.</summary>
    /// <param name="message">The message as received. Anybody may have sent it.</param>
    /// <param name="reference">The reference of the submission.</param>
    /// <returns>The answer; null if the message is not the result of this submission. The file is not checked yet.</returns>
    DocumentAnswer? ReadDocument(EngineMessage message, string reference);
}
