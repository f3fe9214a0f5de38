using Imi.Kernel.Features.Translation;
using Imi.Kernel.Features.Translation.Documents;

namespace Imi.Kernel.Tests.Translation.Documents;

/// <summary>Translates documents in the tests: each sentence gets the mark <c>[es]</c>.</summary>
internal static class TranslatedCopies
{
    public const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public const string Pptx = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
    public const string Odt = "application/vnd.oasis.opendocument.text";
    public const string Eml = "message/rfc822";
    public const string Pdf = "application/pdf";

    public static readonly DocumentNote Note = new("Traducción automática", ["Original: English. Engine: Stand-in.", "Only the original counts."]);

    /// <summary>Writes the translated copy.</summary>
    /// <param name="contentType">The media type.</param>
    /// <param name="content">The original.</param>
    /// <param name="translate">The translation of a sentence; null for the mark.</param>
    /// <param name="language">The language of the original.</param>
    public static async Task<byte[]> OfAsync(string contentType, byte[] content, Func<string, string>? translate = null, string language = "en")
    {
        var before = content.ToArray();
        var (copy, fault) = await DocumentTranslation.WriteAsync(contentType, content, language, translate ?? Marked, Note, CancellationToken.None);
        Assert.Null(fault);
        Assert.Equal(before, content);
        return copy;
    }

    /// <summary>Reads the sentences.</summary>
    public static async Task<IReadOnlyList<string>> SentencesAsync(string contentType, byte[] content, string language = "en")
    {
        var (sentences, fault) = await DocumentTranslation.ReadAsync(contentType, content, language, CancellationToken.None);
        Assert.Null(fault);
        return sentences;
    }

    /// <summary>Expects that a document is not translated.</summary>
    /// <returns>The reason, the same for reading and writing.</returns>
    public static async Task<FileTranslationFault?> FaultAsync(string contentType, byte[] content)
    {
        var (sentences, fault) = await DocumentTranslation.ReadAsync(contentType, content, "en", CancellationToken.None);
        Assert.Empty(sentences);
        return fault;
    }

    private static string Marked(string sentence) => $"[es] {sentence}";
}
