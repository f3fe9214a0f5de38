using System.Text;
using MimeKit;

namespace Imi.Kernel.Tests.Translation.Documents;

/// <summary>Plain texts and e-mails are translated; a copy of an e-mail runs nothing, loads nothing and has no attachment.</summary>
public class TextAndMailTests
{
    private static readonly string Beginning =
        string.Concat(TranslatedCopies.Note.Lines.Prepend(TranslatedCopies.Note.Title).Select(line => line + "\r\n")) + "\r\n";

    [Fact]
    public async Task A_text_keeps_its_lines_and_begins_with_the_note()
    {
        var copy = await TranslatedCopies.OfAsync("text/plain", "First line.\r\n\r\n- second point\r\n12345\r\n"u8.ToArray());

        Assert.Equal($"\uFEFF{Beginning}[es] First line.\r\n\r\n- [es] second point\r\n12345\r\n", Encoding.UTF8.GetString(copy));
    }

    [Theory]
    [InlineData("text/plain; charset=unknown-8bit", 1253, "el", "Το κατάστημα έκλεισε.")]
    [InlineData("text/plain; charset=unknown-8bit", 1251, "bg", "Магазинът е затворен.")]
    [InlineData("text/plain; charset=unknown-8bit", 1252, "fr", "Le magasin est fermé.")]
    [InlineData("text/plain; charset=utf-16", 1200, "el", "Το κατάστημα έκλεισε.")]
    [InlineData("text/plain; charset=utf-16be", 1201, "el", "Το κατάστημα έκλεισε.")]
    public async Task The_language_of_the_original_tells_how_an_old_text_is_to_be_read(string contentType, int codePage, string language, string text)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage);

        Assert.Equal([text], await TranslatedCopies.SentencesAsync(contentType, encoding.GetBytes(text), language));
    }

    [Fact]
    public async Task A_long_text_is_translated_completely()
    {
        var lines = string.Concat(Enumerable.Range(1, 9_000).Select(number => $"This is line number {number}.\n"));

        Assert.Equal(9_000, (await TranslatedCopies.SentencesAsync("text/plain", Encoding.UTF8.GetBytes(lines))).Count);
    }

    [Fact]
    public async Task Subject_and_text_of_an_e_mail_are_translated_and_attachments_are_left_out()
    {
        var mail = await MailAsync("The umbrella is broken.", null);

        using var copy = await OpenAsync(await TranslatedCopies.OfAsync(TranslatedCopies.Eml, mail));

        Assert.Equal("[es] Broken umbrella", copy.Subject);
        Assert.Equal($"{Beginning}[es] The umbrella is broken.".ReplaceLineEndings(), copy.TextBody!.TrimEnd().ReplaceLineEndings());
        Assert.Empty(copy.Attachments);
        Assert.Equal("\"Anna Ásdís\" <anna@example.org>", copy.From.ToString());
        Assert.Equal(2026, copy.Date.Year);
        Assert.DoesNotContain("Received", copy.Headers.Select(header => header.Field), StringComparer.Ordinal);
    }

    [Fact]
    public async Task The_html_of_an_e_mail_keeps_its_structure_and_loses_everything_that_runs_or_loads()
    {
        var mail = await MailAsync(
            null,
            """
            <html><head><title>t</title><style>body{background:url(http://evil)}</style></head><body onload="alert(1)">
            <script>alert("script text")</script><svg><script>alert(2)</script></svg><!-- comment -->
            <h1>Good
               day</h1><p style="x">We sell <b>umbrellas</b>. <a href="javascript:alert(3)" onclick="x">Click</a></p>
            <table><tr><td>Cell <a href="https://example.org/?a=1&amp;b=2">here</a></td></tr></table>
            <img src="http://evil/pixel.gif"><iframe src="http://evil">frame</iframe><form action="/x"><input value="y">form</form>
            <ul><li>Point &lt;script&gt;</li></ul><pre>code stays</pre></body></html>
            """
        );

        var html = (await OpenAsync(await TranslatedCopies.OfAsync(TranslatedCopies.Eml, mail))).HtmlBody!;

        Assert.Contains("<h1>[es] Good day</h1>", html, StringComparison.Ordinal);
        Assert.Contains("[es] We sell", html, StringComparison.Ordinal);
        Assert.Contains("<td>", html, StringComparison.Ordinal);
        Assert.Contains("href=\"https://example.org/?a=1&amp;b=2\"", html, StringComparison.Ordinal);
        Assert.Contains("<li>[es] Point &lt;script&gt;</li>", html, StringComparison.Ordinal);
        Assert.Contains("<pre>code stays</pre>", html, StringComparison.Ordinal);
        Assert.StartsWith(
            TranslatedCopies.Note.Title,
            html[(html.IndexOf("<div>", StringComparison.Ordinal) + 5)..]
                .Replace("&#225;", "á", StringComparison.Ordinal)
                .Replace("&#243;", "ó", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        foreach (
            var harmful in (string[])
                ["<script", "javascript", "onload", "onclick", "evil", "style", "<img", "iframe", "<form", "<input", "svg", "alert", "comment"]
        )
            Assert.DoesNotContain(harmful, html, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("<p>A<<script>script>alert(1)</script>")]
    [InlineData("<p title='\"><img src=x onerror=alert(1)>'>A</p>")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">A</noscript>")]
    [InlineData("<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">A")]
    [InlineData("<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">A")]
    [InlineData("<a href=\" jav&#x09;ascript:alert(1)\">A</a>")]
    [InlineData("<a href=\"data:text/html,<script>alert(1)</script>\">A</a>")]
    [InlineData("<template><script>alert(1)</script></template>A")]
    [InlineData("<plaintext>A<script>alert(1)</script>")]
    public async Task Tricks_in_html_gain_nothing(string html)
    {
        var copy = (await OpenAsync(await TranslatedCopies.OfAsync(TranslatedCopies.Eml, await MailAsync("A", html)))).HtmlBody!;

        using var parsed = new AngleSharp.Html.Parser.HtmlParser(new AngleSharp.Html.Parser.HtmlParserOptions { IsScripting = true }).ParseDocument(copy!);
        Assert.Empty(parsed.QuerySelectorAll("script, img, style, svg, math, iframe, object, embed"));
        Assert.All(parsed.All, element => Assert.All(element.Attributes, attribute => Assert.Contains(attribute.Name, (string[])["href", "rel", "charset"])));
        Assert.Empty(parsed.QuerySelectorAll("a[href]"));
    }

    private static async Task<MimeMessage> OpenAsync(byte[] copy) => await MimeMessage.LoadAsync(new MemoryStream(copy));

    private static async Task<byte[]> MailAsync(string? text, string? html)
    {
        using var mail = new MimeMessage();
        mail.From.Add(new MailboxAddress("Anna Ásdís", "anna@example.org"));
        mail.To.Add(new MailboxAddress("Bo", "bo@example.org"));
        mail.Date = new DateTimeOffset(2026, 11, 3, 10, 0, 0, TimeSpan.Zero);
        mail.Subject = "Broken umbrella";
        mail.Headers.Add("Received", "from mail.example.org");
        var body = new BodyBuilder { TextBody = text, HtmlBody = html };
        body.Attachments.Add("invoice.txt", "Invoice text"u8.ToArray());
        mail.Body = body.ToMessageBody();
        using var bytes = new MemoryStream();
        await mail.WriteToAsync(bytes);
        return bytes.ToArray();
    }
}
