using System.IO.Compression;
using System.Text;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Exchanges.Files;
using Xunit;

namespace Imi.Kernel.Tests.Exchanges;

public sealed class FileKindsTests
{
    private const string OpenXml = "application/vnd.openxmlformats-officedocument.";

    [Theory]
    [InlineData("decision.pdf", "%PDF-1.7\n...", "application/pdf")]
    [InlineData("Decision.PDF", "%PDF-1.7\n...", "application/pdf")]
    [InlineData("shop.gif", "GIF89a...", "image/gif")]
    [InlineData("notes.txt", "Καλημέρα\r\n\tκόσμε", "text/plain")]
    [InlineData("list.csv", "\uFEFFname;amount\nÅsa;3,5", "text/csv")]
    public void The_content_determines_the_kind_of_a_file(string name, string content, string contentType) =>
        Assert.Equal(contentType, (Of(name, Encoding.UTF8.GetBytes(content))).Kind?.ContentType);

    [Theory]
    [InlineData("photo.png", "89504E470D0A1A0A0000", "image/png")]
    [InlineData("photo.jpeg", "FFD8FFE000104A46", "image/jpeg")]
    [InlineData("scan.tif", "49492A0008000000", "image/tiff")]
    [InlineData("scan.tiff", "4D4D002A00000008", "image/tiff")]
    public void The_first_bytes_identify_an_image(string name, string hexadecimal, string contentType) =>
        Assert.Equal(contentType, (Of(name, Convert.FromHexString(hexadecimal))).Kind?.ContentType);

    [Theory]
    [InlineData("page.html", "<!DOCTYPE html><p>")]
    [InlineData("page.txt", "  \n<HTML><body>")]
    [InlineData("drawing.svg", "<svg onload='alert(1)'/>")]
    [InlineData("drawing.svg", "<?xml version='1.0'?><svg/>")]
    [InlineData("run.txt", "#!/bin/sh\nrm -rf /")]
    [InlineData("run.sh.txt", "\uFEFF#!/bin/sh")]
    [InlineData("data.txt", "a\0b")]
    [InlineData("data.txt", "\u001b[31mred")]
    public void An_executable_or_rendered_text_is_refused(string name, string content) =>
        Assert.Equal("file.kind-not-taken", (Of(name, Encoding.UTF8.GetBytes(content))).Refusal);

    [Theory]
    [InlineData("setup.txt", "4D5A9000")]
    [InlineData("tool.txt", "7F454C46")]
    [InlineData("old.bin", "D0CF11E0A1B11AE1")]
    [InlineData("latin.txt", "E9E80007")]
    [InlineData("pack.txt", "1F8B0800")]
    public void Programs_and_unknown_formats_are_refused(string name, string hexadecimal) =>
        Assert.Equal("file.kind-not-taken", (Of(name, Convert.FromHexString(hexadecimal))).Refusal);

    [Theory]
    [InlineData("decision.txt", "%PDF-1.7")]
    [InlineData("decision", "%PDF-1.7")]
    [InlineData("decision.pdf.exe", "%PDF-1.7")]
    [InlineData("decision.pdf", "only text")]
    [InlineData("script.js", "alert(1)")]
    [InlineData("script.bat", "del *.*")]
    public void A_name_that_contradicts_the_content_is_refused(string name, string content) =>
        Assert.Equal("file.not-what-its-name-says", (Of(name, Encoding.UTF8.GetBytes(content))).Refusal);

    [Fact]
    public void An_empty_file_is_refused() => Assert.Equal("file.empty", (Of("empty.txt", [])).Refusal);

    [Fact]
    public void A_text_is_checked_to_its_end()
    {
        var content = Encoding.UTF8.GetBytes(new string('é', 400_000) + "\0");
        Assert.Equal("file.kind-not-taken", (Of("long.txt", content)).Refusal);
        Assert.Equal("text/plain", (Of("long.txt", content[..^1])).Kind?.ContentType);
    }

    [Theory]
    [InlineData("a.docx", "word/document.xml", "wordprocessingml.document.main+xml", OpenXml + "wordprocessingml.document")]
    [InlineData("a.xlsx", "xl/workbook.xml", "spreadsheetml.sheet.main+xml", OpenXml + "spreadsheetml.sheet")]
    [InlineData("a.pptx", "ppt/presentation.xml", "presentationml.presentation.main+xml", OpenXml + "presentationml.presentation")]
    public void The_parts_identify_an_office_document(string name, string part, string type, string contentType) =>
        Assert.Equal(contentType, (Of(name, Zip(("[Content_Types].xml", Types(part, OpenXml + type)), (part, "<x/>")))).Kind?.ContentType);

    [Fact]
    public void An_office_document_with_macros_is_refused_under_any_name()
    {
        const string MacroType = "application/vnd.ms-word.document.macroEnabled.main+xml";
        const string Part = "word/document.xml";
        Assert.Equal("file.has-macros", (Of("a.docx", Zip(("[Content_Types].xml", Types(Part, MacroType)), (Part, "<x/>")))).Refusal);
        Assert.Equal("file.has-macros", (Of("a.docm", Zip(("[Content_Types].xml", Types(Part, MacroType)), (Part, "<x/>")))).Refusal);
        var plain = Types(Part, OpenXml + "wordprocessingml.document.main+xml");
        Assert.Equal("file.has-macros", (Of("a.docx", Zip(("[Content_Types].xml", plain), (Part, "<x/>"), ("word/vbaProject.bin", "x")))).Refusal);
    }

    [Fact]
    public void The_media_type_identifies_an_OpenDocument_file_and_macros_are_refused()
    {
        const string Text = "application/vnd.oasis.opendocument.text";
        Assert.Equal(Text, (Of("a.odt", Zip(("mimetype", Text), ("content.xml", "<x/>")))).Kind?.ContentType);
        Assert.Equal("file.not-what-its-name-says", (Of("a.ods", Zip(("mimetype", Text), ("content.xml", "<x/>")))).Refusal);
        Assert.Equal("file.has-macros", (Of("a.odt", Zip(("mimetype", Text), ("content.xml", "<x/>"), ("Basic/Standard/Module1.xml", "x")))).Refusal);
    }

    [Fact]
    public void Any_other_archive_is_refused()
    {
        Assert.Equal("file.kind-not-taken", (Of("a.zip", Zip(("readme.txt", "x")))).Refusal);
        Assert.Equal("file.kind-not-taken", (Of("a.docx", Zip(("readme.txt", "x")))).Refusal);
        Assert.Equal("file.kind-not-taken", (Of("a.jar", Zip(("META-INF/MANIFEST.MF", "x")))).Refusal);
        Assert.Equal("file.damaged", (Of("a.docx", "PK\u0003\u0004 and nothing more"u8.ToArray())).Refusal);
        Assert.Equal(
            "file.damaged",
            (Of("a.docx", Zip(("[Content_Types].xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"), ("word/document.xml", "x")))).Refusal
        );
    }

    [Fact]
    public void Only_passive_content_is_shown_inline() =>
        Assert.Equal(
            ["image/gif", "image/jpeg", "image/png", "text/plain"],
            FileKind.All.Where(kind => kind.MayShowInline).Select(kind => kind.ContentType).Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData("../../etc/passwd.txt", "passwd.txt")]
    [InlineData(@"C:\Users\maria\notes.txt", "notes.txt")]
    [InlineData("Λίστα προϊόντων.pdf", "Λίστα προϊόντων.pdf")]
    [InlineData("invoice\u202Efdp.exe", "invoicefdp.exe")]
    [InlineData("a\r\nb\0.pdf", "ab.pdf")]
    [InlineData("what?<is>\"this\".pdf", "what__is__this_.pdf")]
    [InlineData("", "file")]
    [InlineData("...", "file")]
    [InlineData(".pdf", "file.pdf")]
    [InlineData("e\u0301te\u0301.pdf", "\u00E9t\u00E9.pdf")]
    public void A_file_name_is_sanitized(string given, string expected) => Assert.Equal(expected, FileNames.Clean(given));

    [Fact]
    public void A_long_name_keeps_its_extension()
    {
        var name = FileNames.Clean(new string('x', 400) + ".docx");
        Assert.Equal(150, name.Length);
        Assert.EndsWith("x.docx", name, StringComparison.Ordinal);
        Assert.True(FileNames.Clean(string.Concat(Enumerable.Repeat("😀", 200))).Length <= 150);
    }

    private static FileVerdict Of(string name, byte[] content) => FileKinds.Of(name, content);

    private static string Types(string part, string type) =>
        $"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/{part}\" ContentType=\"{type}\"/></Types>";

    private static byte[] Zip(params (string Name, string Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(content);
            }
        }

        return bytes.ToArray();
    }
}
