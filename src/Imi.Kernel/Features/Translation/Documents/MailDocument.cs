using MimeKit;

namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>
/// E-mails: subject and text. The copy has the names of sender and recipients and the date, but no other header, no attachment and no signature, so that it
/// is not mistaken for the e-mail itself.
/// </summary>
internal sealed class MailDocument : IDocumentKind
{
    private const int MostDepth = 20;

    /// <inheritdoc/>
    public string ContentType => "message/rfc822";

    /// <inheritdoc/>
    public string Extension => ".eml";

    /// <inheritdoc/>
    public byte[] Rewrite(byte[] content, DocumentWork work)
    {
        using var stored = new MemoryStream(content, writable: false);
        using var original = MimeMessage.Load(new ParserOptions { MaxMimeDepth = MostDepth }, stored);
        using var copy = new MimeMessage();
        copy.Subject = LongText.Translate(original.Subject ?? "", work);
        var body = new BodyBuilder();
        if (original.TextBody is { Length: > 0 } text)
            body.TextBody = Noted(LongText.Translate(text, work), work);
        if (original.HtmlBody is { Length: > 0 } html)
            body.HtmlBody = HtmlText.Rewrite(html, work);
        if (work.Note is null)
            return [];
        if (body is { TextBody: null, HtmlBody: null })
            body.TextBody = Noted("", work);
        copy.Date = original.Date;
        copy.From.AddRange(original.From);
        copy.To.AddRange(original.To);
        copy.Cc.AddRange(original.Cc);
        copy.Body = body.ToMessageBody();
        using var bytes = new MemoryStream();
        copy.WriteTo(bytes);
        return bytes.ToArray();
    }

    private static string Noted(string text, DocumentWork work) =>
        work.Note is { } note ? string.Concat(note.Lines.Prepend(note.Title).Select(line => $"{line}\r\n")) + "\r\n" + text : text;
}
