using Imi.Kernel.Exchanges;

namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>The kinds of files whose text can be translated.</summary>
internal static class DocumentKinds
{
    private const string Charset = "charset=";

    /// <summary>Finds the kind of a file.</summary>
    /// <param name="contentType">The media type that was detected from its content.</param>
    /// <returns>The kind; null if files like it are not translated.</returns>
    public static IDocumentKind? Of(string contentType) =>
        FileKind.Of(contentType) switch
        {
            var kind when kind == FileKind.WordDocument => new WordDocument(),
            var kind when kind == FileKind.Workbook => new WorkbookDocument(),
            var kind when kind == FileKind.Slides => new SlidesDocument(),
            var kind when kind == FileKind.OpenText => new OpenTextDocument(),
            var kind when kind == FileKind.Email => new MailDocument(),
            var kind when kind == FileKind.Pdf => new PdfText(),
            { TextKey: "text" } => new TextDocument(CharsetOf(contentType)),
            _ => null,
        };

    /// <summary>Returns why files of a media type are never translated; null if they are.</summary>
    public static FileTranslationFault? FaultOf(string contentType) =>
        Of(contentType) is not null ? null
        : FileKind.Of(contentType)?.IsPicture == true ? FileTranslationFault.NoText
        : FileTranslationFault.UnsupportedKind;

    private static string CharsetOf(string contentType) =>
        contentType.IndexOf(Charset, StringComparison.Ordinal) is var place and >= 0 ? contentType[(place + Charset.Length)..] : "utf-8";
}
