using System.Diagnostics;
using System.Text;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Exchanges.Files;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Features.Translation.Documents;
using Imi.Kernel.Tests.Exchanges;
using Imi.Testing;

namespace Imi.Kernel.Tests.Translation.Documents;

/// <summary>A hostile or broken document is refused clearly, soon, and without filling the memory.</summary>
public class HostileDocumentTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(TranslatedCopies.Docx)]
    [InlineData(TranslatedCopies.Xlsx)]
    [InlineData(TranslatedCopies.Pptx)]
    [InlineData(TranslatedCopies.Odt)]
    [InlineData(TranslatedCopies.Pdf)]
    public async Task A_broken_file_cannot_be_read(string contentType)
    {
        foreach (
            var content in (byte[][])
                [
                    [],
                    "PK\u0003\u0004 not an archive"u8.ToArray(),
                    "%PDF-1.7 nothing"u8.ToArray(),
                    new byte[100_000],
                    OfficeZip.Zip(false, []),
                ]
        )
            Assert.Equal(FileTranslationFault.Unreadable, await TranslatedCopies.FaultAsync(contentType, content));
        var docx = OfficeZip.Docx(100_000);
        Assert.Equal(FileTranslationFault.Unreadable, await TranslatedCopies.FaultAsync(contentType, docx[..(docx.Length / 2)]));
    }

    [Fact]
    public async Task Kinds_without_text_are_named()
    {
        Assert.Equal(FileTranslationFault.NoText, await TranslatedCopies.FaultAsync("image/png", [1]));
        Assert.Equal(FileTranslationFault.UnsupportedKind, await TranslatedCopies.FaultAsync("application/vnd.etsi.asic-e+zip", [1]));
        Assert.Equal(FileTranslationFault.UnsupportedKind, await TranslatedCopies.FaultAsync("application/unknown", [1]));
        Assert.Equal(FileTranslationFault.NoText, await TranslatedCopies.FaultAsync("text/plain", "1234 -- 5678"u8.ToArray()));
        Assert.Equal(FileTranslationFault.NoText, await TranslatedCopies.FaultAsync(TranslatedCopies.Docx, OfficeDocuments.Docx("<w:p/>")));
        Assert.Equal(FileTranslationFault.NoText, await TranslatedCopies.FaultAsync(TranslatedCopies.Pdf, SimplePdf.Of([""])));
    }

    [Fact]
    public async Task More_text_than_the_limit_is_refused()
    {
        var paragraph = $"<w:p><w:r><w:t>{new string('a', 10_000)}</w:t></w:r></w:p>";

        Assert.Equal(
            FileTranslationFault.TooLong,
            await TranslatedCopies.FaultAsync(TranslatedCopies.Docx, DocxOf(string.Concat(Enumerable.Repeat(paragraph, 51))))
        );
        Assert.Equal(FileTranslationFault.TooLong, await TranslatedCopies.FaultAsync("text/plain", Encoding.ASCII.GetBytes(new string('a', 500_001))));
        Assert.Equal(
            FileTranslationFault.TooLong,
            await TranslatedCopies.FaultAsync(TranslatedCopies.Docx, DocxOf($"<w:p><w:r><w:t>{new string('a', 30_001)}</w:t></w:r></w:p>"))
        );
    }

    [Fact]
    public async Task Archives_that_unpack_to_too_much_are_refused_without_unpacking_them()
    {
        var bomb = DocxOf(string.Concat(Enumerable.Repeat("<w:p/>", 5_000_000)));
        Assert.InRange(bomb.Length, 0, 1_000_000);
        var before = GC.GetTotalAllocatedBytes();

        Assert.Equal(FileTranslationFault.TooLong, await TranslatedCopies.FaultAsync(TranslatedCopies.Docx, bomb));
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 50_000_000);

        var picture = OfficeZip.Docx(0, false, [.. Enumerable.Range(0, 5).Select(number => ($"word/media/image{number}.png", new byte[100 * 1024 * 1024]))]);
        var (_, fault) = await DocumentTranslation.WriteAsync(
            TranslatedCopies.Docx,
            picture,
            "en",
            text => text,
            TranslatedCopies.Note,
            CancellationToken.None
        );
        Assert.Equal(FileTranslationFault.TooLong, fault);
    }

    [Fact]
    public async Task Ten_thousand_nested_elements_are_refused()
    {
        static string Nested(string name, string text) =>
            string.Concat(Enumerable.Repeat($"<{name}>", 10_000)) + text + string.Concat(Enumerable.Repeat($"</{name}>", 10_000));

        Assert.Equal(
            FileTranslationFault.Unreadable,
            await TranslatedCopies.FaultAsync(TranslatedCopies.Docx, DocxOf($"<w:p>{Nested("w:sdt", "<w:r><w:t>a</w:t></w:r>")}</w:p>"))
        );
        Assert.Equal(
            FileTranslationFault.Unreadable,
            await TranslatedCopies.FaultAsync(TranslatedCopies.Odt, OpenTextTests.Odt($"<text:p>{Nested("text:span", "a")}</text:p>", ""))
        );
        Assert.Equal(FileTranslationFault.Unreadable, await TranslatedCopies.FaultAsync(TranslatedCopies.Eml, Mail(Nested("div", "a"))));
        Assert.Equal(FileTranslationFault.Unreadable, await TranslatedCopies.FaultAsync(TranslatedCopies.Eml, Mail(Nested("b", "a"))));
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY x \"text\">]>", "&x;")]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>", "&x;")]
    [InlineData("<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/a.dtd\">", "a")]
    public async Task Entities_and_document_types_are_refused(string declaration, string text)
    {
        Assert.Equal(
            FileTranslationFault.Unreadable,
            await TranslatedCopies.FaultAsync(TranslatedCopies.Docx, DocxOf($"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>", declaration))
        );
    }

    [Fact]
    public async Task A_pdf_with_a_password_cannot_be_read_and_one_that_only_forbids_changes_can()
    {
        Assert.Equal(FileTranslationFault.Unreadable, await TranslatedCopies.FaultAsync(TranslatedCopies.Pdf, EncryptedPdf.Of("secret")));
        Assert.Equal(FileTranslationFault.NoText, await TranslatedCopies.FaultAsync(TranslatedCopies.Pdf, EncryptedPdf.Of("")));
    }

    [Fact]
    public async Task A_pdf_whose_pages_contain_each_other_ends()
    {
        var loop = SimplePdf.Raw(
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>",
            "<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>"
        );
        var form = SimplePdf.Raw(
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Resources<</XObject<</X 4 0 R>>>>/Contents 5 0 R>>",
            "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>/Length 5>>stream\n/X Do\nendstream",
            "<</Length 5>>stream\n/X Do\nendstream"
        );
        var watch = Stopwatch.StartNew();

        foreach (var pdf in (byte[][])[loop, form])
            Assert.NotNull(await TranslatedCopies.FaultAsync(TranslatedCopies.Pdf, pdf));

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Patience);
    }

    [Fact]
    public async Task A_pdf_with_very_deep_objects_ends()
    {
        const int deep = 100_000;
        static string Repeated(string text) => string.Concat(Enumerable.Repeat(text, deep));
        var pages = Enumerable.Range(2, 5_000).Select(number => $"<</Type/Pages/Kids[{number + 1} 0 R]/Count 1>>").ToList();
        var page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R>>";
        string Stream(string content) => $"<</Length {content.Length}>>stream\n{content}\nendstream";
        var watch = Stopwatch.StartNew();

        foreach (
            var pdf in (byte[][])
                [
                    SimplePdf.Raw("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, Stream(Repeated("["))),
                    SimplePdf.Raw("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, Stream(Repeated("<</A "))),
                    SimplePdf.Raw("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, Stream(Repeated("q "))),
                    SimplePdf.Raw($"<</Type/Catalog/Pages 2 0 R/A {Repeated("[")}>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, Stream("")),
                    SimplePdf.Raw($"<</Type/Catalog/Pages 2 0 R/A {Repeated("<</A ")}>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, Stream("")),
                    SimplePdf.Raw(["<</Type/Catalog/Pages 2 0 R>>", .. pages, page]),
                ]
        )
            Assert.NotNull(await TranslatedCopies.FaultAsync(TranslatedCopies.Pdf, pdf));

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Patience);
    }

    [Fact]
    public async Task A_pdf_page_full_of_letters_takes_no_long_time()
    {
        var line = string.Concat(Enumerable.Repeat("words ", 25));
        var lines = string.Concat(Enumerable.Range(0, 300).Select(_ => $"({line}) Tj 0 -2.5 Td "));
        var watch = Stopwatch.StartNew();

        await DocumentTranslation.ReadAsync(TranslatedCopies.Pdf, SimplePdf.Of([$"/F 2 Tf 50 800 Td {lines}"]), "en", CancellationToken.None);

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Patience);
    }

    [Fact]
    public async Task Files_as_authorities_send_them_are_read()
    {
        foreach (var (name, content, _) in ReceivedFiles.Taken)
        {
            if (FileKinds.Of(name, content).Kind is not { } kind || kind == FileKind.Pdf || DocumentKinds.Of(kind.ContentType) is null)
                continue;
            var (_, fault) = await DocumentTranslation.ReadAsync(kind.ContentType, content, "en", CancellationToken.None);
            Assert.True(fault is null or FileTranslationFault.NoText, $"{name}: {fault}");
        }
    }

    [Theory]
    [InlineData("<b><i><a href=x>")]
    [InlineData("<table><b>")]
    [InlineData("<p><font>")]
    [InlineData("<a>a</b>")]
    [InlineData("<li>a")]
    [InlineData("&amp;<")]
    public async Task Repeated_markup_takes_no_long_time(string markup)
    {
        var watch = Stopwatch.StartNew();

        await DocumentTranslation.ReadAsync(TranslatedCopies.Eml, Mail(string.Concat(Enumerable.Repeat(markup, 20_000))), "en", CancellationToken.None);

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Patience);
    }

    [Fact]
    public async Task A_document_of_20_megabytes_is_translated_in_a_few_seconds()
    {
        var docx = OfficeZip.Docx(20_000_000);
        var watch = Stopwatch.StartNew();

        var copy = await TranslatedCopies.OfAsync(TranslatedCopies.Docx, docx);

        Assert.InRange(copy.Length, 20_000_000, 21_000_000);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Patience);
    }

    private static byte[] DocxOf(string body, string declaration = "") =>
        OfficeZip.Zip(
            isStreamed: false,
            [
                ("[Content_Types].xml", OfficeZip.Utf8("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"), true),
                (
                    "word/document.xml",
                    OfficeZip.Utf8($"{declaration}<w:document xmlns:w=\"{OfficeDocuments.Word}\"><w:body>{body}</w:body></w:document>"),
                    true
                ),
            ]
        );

    private static byte[] Mail(string html) =>
        OfficeZip.Utf8($"From: a@example.org\r\nTo: b@example.org\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}");
}
