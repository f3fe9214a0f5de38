namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>Reads the sentences of files and writes translated copies. Files are hostile: whatever is wrong with one is a fault, never an exception.</summary>
internal static class DocumentTranslation
{
    /// <summary>When nobody waits any longer for a library that does not come back.</summary>
    private static readonly TimeSpan LongestTime = TimeSpan.FromMinutes(2);

    /// <summary>How many documents are worked on at a time, because each is in memory as a whole.</summary>
    private static readonly SemaphoreSlim Places = new(2);

    /// <summary>Finds the sentences of a document.</summary>
    /// <param name="contentType">The media type of the file.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="language">The language in which it is written.</param>
    /// <param name="cancellationToken">Ends the wait for a place.</param>
    /// <returns>The sentences, each once, or why it is not translated.</returns>
    public static async Task<(IReadOnlyList<string> Sentences, FileTranslationFault? Fault)> ReadAsync(
        string contentType,
        byte[] content,
        string language,
        CancellationToken cancellationToken
    )
    {
        if (DocumentKinds.Of(contentType) is not { } kind)
            return ([], DocumentKinds.FaultOf(contentType));
        var work = DocumentWork.Reading(language);
        var (_, fault) = await RunAsync(kind, content, work, cancellationToken);
        return fault is not null ? ([], fault)
            : work.Sentences.Count == 0 ? ([], FileTranslationFault.NoText)
            : (work.Sentences, null);
    }

    /// <summary>Writes a translated copy.</summary>
    /// <param name="contentType">The media type of the file.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="language">The language in which it is written.</param>
    /// <param name="translate">Returns the translation of a sentence.</param>
    /// <param name="note">The note at the top of the copy.</param>
    /// <param name="cancellationToken">Ends the wait for a place.</param>
    /// <returns>The copy, or why there is none.</returns>
    public static async Task<(byte[] Copy, FileTranslationFault? Fault)> WriteAsync(
        string contentType,
        byte[] content,
        string language,
        Func<string, string> translate,
        DocumentNote note,
        CancellationToken cancellationToken
    ) =>
        DocumentKinds.Of(contentType) is { } kind
            ? await RunAsync(kind, content, DocumentWork.Writing(language, translate, note), cancellationToken)
            : ([], DocumentKinds.FaultOf(contentType));

    /// <summary>Writes a copy of a translated document that has a note at its top.</summary>
    /// <param name="contentType">The media type of the file.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="language">The language in which it is written.</param>
    /// <param name="note">The note.</param>
    /// <param name="cancellationToken">Ends the wait for a place.</param>
    /// <returns>The copy, or why there is none.</returns>
    public static async Task<(byte[] Copy, FileTranslationFault? Fault)> NoteAsync(
        string contentType,
        byte[] content,
        string language,
        DocumentNote note,
        CancellationToken cancellationToken
    ) =>
        DocumentKinds.Of(contentType) is { } kind
            ? await RunAsync(kind, content, DocumentWork.Noting(language, note), cancellationToken)
            : ([], DocumentKinds.FaultOf(contentType));

    private static async Task<(byte[] Copy, FileTranslationFault? Fault)> RunAsync(
        IDocumentKind kind,
        byte[] content,
        DocumentWork work,
        CancellationToken cancellationToken
    )
    {
        await Places.WaitAsync(cancellationToken);
        try
        {
            return (await Task.Run(() => kind.Rewrite(content, work), cancellationToken).WaitAsync(LongestTime, cancellationToken), null);
        }
        catch (DocumentFaultException refused)
        {
            return ([], refused.Fault);
        }
        catch (Exception damaged) when (damaged is not (OutOfMemoryException or OperationCanceledException))
        {
            // Libraries throw what they like for damaged files; the reader learns only that this one cannot be read.
            return ([], FileTranslationFault.Unreadable);
        }
        finally
        {
            Places.Release();
        }
    }
}
