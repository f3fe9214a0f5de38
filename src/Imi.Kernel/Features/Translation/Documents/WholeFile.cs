using Imi.Kernel.Exchanges;

namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>A kind of file that an engine can translate as a whole, because the platform can check its answer and put a note at its beginning.</summary>
/// <param name="Sent">The kind of the original.</param>
/// <param name="Answered">The kind of the translation: a PDF comes back as a Word document.</param>
internal sealed record WholeFile(FileKind Sent, FileKind Answered)
{
    private static readonly WholeFile[] All =
    [
        new(FileKind.WordDocument, FileKind.WordDocument),
        new(FileKind.Workbook, FileKind.Workbook),
        new(FileKind.Slides, FileKind.Slides),
        new(FileKind.OpenText, FileKind.OpenText),
        new(FileKind.Text, FileKind.Text),
        new(FileKind.Pdf, FileKind.WordDocument),
    ];

    /// <summary>The extension of the original, with the dot.</summary>
    public string Extension => Sent.Extensions[0];

    /// <summary>Finds the kind of a file; null if no engine gets files like it as a whole.</summary>
    /// <param name="contentType">The media type that was detected from its content.</param>
    public static WholeFile? Of(string contentType) => All.FirstOrDefault(kind => kind.Sent.ContentType == contentType);

    /// <summary>Whether a translation is a file of the kind that was promised, without active content, and can be read.</summary>
    /// <param name="content">What the engine sent.</param>
    /// <param name="language">The language of the translation.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public async Task<bool> IsAnswerAsync(byte[] content, string language, CancellationToken cancellationToken) =>
        FileKind.In($"translation{Answered.Extensions[0]}", content) == Answered
        && (await DocumentTranslation.ReadAsync(Answered.ContentType, content, language, cancellationToken)).Fault is null;
}
