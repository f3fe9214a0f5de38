using System.Text;

namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>Plain texts. The copy is in UTF-8 with a byte order mark, which old programs need to show it right.</summary>
/// <param name="charset">The name of the encoding; null if the code page is unknown.</param>
internal sealed class TextDocument(string? charset) : IDocumentKind
{
    private const int WesternPage = 1252;

    /// <summary>The Windows code pages in which texts of these languages are usually written; Western European for others.</summary>
    private static readonly Dictionary<string, int> CodePages = new(StringComparer.Ordinal)
    {
        ["bg"] = 1251,
        ["cs"] = 1250,
        ["hr"] = 1250,
        ["hu"] = 1250,
        ["pl"] = 1250,
        ["ro"] = 1250,
        ["sk"] = 1250,
        ["sl"] = 1250,
        ["el"] = 1253,
        ["et"] = 1257,
        ["lt"] = 1257,
        ["lv"] = 1257,
    };

    /// <inheritdoc/>
    public string ContentType => "text/plain; charset=utf-8";

    /// <inheritdoc/>
    public string Extension => ".txt";

    /// <inheritdoc/>
    public byte[] Rewrite(byte[] content, DocumentWork work)
    {
        var text = LongText.Translate(EncodingOf(work.Language).GetString(content).TrimStart('\uFEFF'), work);
        if (work.Note is not { } note)
            return [];
        var lines = string.Concat(note.Lines.Prepend(note.Title).Select(line => $"{line}\r\n"));
        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes($"{lines}\r\n{text}")];
    }

    private Encoding EncodingOf(string language) =>
        charset switch
        {
            "utf-8" => Encoding.UTF8,
            "utf-16" => Encoding.Unicode,
            "utf-16le" => Encoding.Unicode,
            "utf-16be" => Encoding.BigEndianUnicode,
            _ => CodePagesEncodingProvider.Instance.GetEncoding(CodePages.GetValueOrDefault(language, WesternPage))!,
        };
}
