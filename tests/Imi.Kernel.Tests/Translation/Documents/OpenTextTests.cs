using System.IO.Compression;
using System.Xml.Linq;
using Imi.Testing;

namespace Imi.Kernel.Tests.Translation.Documents;

/// <summary>An OpenDocument text is translated in its place.</summary>
public class OpenTextTests
{
    private static readonly XNamespace Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    [Fact]
    public async Task Paragraphs_notes_tables_and_footers_are_translated_and_fields_stay()
    {
        var odt = Odt(
            """
            <text:sequence-decls/><text:tracked-changes><text:changed-region><text:deletion><text:p>Deleted</text:p></text:deletion></text:changed-region></text:tracked-changes>
            <text:h text:outline-level="1">The <text:span text:style-name="T1">shop</text:span><text:s/>closed</text:h>
            <text:p>See
              note.<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Footnote</text:p></text:note-body></text:note> More<text:line-break/>Page <text:page-number>one</text:page-number></text:p>
            <table:table><table:table-row><table:table-cell><text:p>Cell</text:p></table:table-cell></table:table-row></table:table>
            """,
            "<office:master-styles><style:footer><text:p>Footer</text:p></style:footer></office:master-styles>"
        );

        Assert.Equal(
            new HashSet<string>(["The shop closed", "See note.", "Footnote", "More", "Page", "Cell", "Footer"]),
            (await TranslatedCopies.SentencesAsync(TranslatedCopies.Odt, odt)).ToHashSet()
        );
        var copy = await TranslatedCopies.OfAsync(TranslatedCopies.Odt, odt);
        var paragraphs = PartOf(copy, "content.xml").Descendants().Where(one => one.Name == Text + "p" || one.Name == Text + "h").ToList();
        Assert.Equal(
            [
                "Deleted",
                TranslatedCopies.Note.Title,
                .. TranslatedCopies.Note.Lines,
                "[es] The shop closed",
                "[es] See note.1[es] Footnote [es] More[es] Page one",
                "[es] Footnote",
                "[es] Cell",
            ],
            paragraphs.Select(paragraph => paragraph.Value)
        );
        Assert.Equal("[es] Footer", PartOf(copy, "styles.xml").Root!.Value);
    }

    [Fact]
    public async Task The_copy_is_a_document_that_programs_recognise_and_has_no_signature()
    {
        var copy = await TranslatedCopies.OfAsync(TranslatedCopies.Odt, Odt("<text:p>Text</text:p>", ""));

        using var archive = new ZipArchive(new MemoryStream(copy));
        Assert.Equal("mimetype", archive.Entries[0].FullName);
        Assert.Equal(archive.Entries[0].Length, archive.Entries[0].CompressedLength);
        Assert.Equal("mimetypeapplication/vnd.oasis.opendocument.text", System.Text.Encoding.ASCII.GetString(copy, 30, 47));
        Assert.Null(archive.GetEntry("META-INF/documentsignatures.xml"));
        Assert.NotNull(archive.GetEntry("META-INF/manifest.xml"));
    }

    internal static byte[] Odt(string body, string styles) =>
        OfficeZip.Zip(
            isStreamed: false,
            [
                ("mimetype", OfficeZip.Utf8("application/vnd.oasis.opendocument.text"), false),
                ("content.xml", Part("document-content", $"<office:body><office:text>{body}</office:text></office:body>"), true),
                ("styles.xml", Part("document-styles", styles), true),
                ("META-INF/manifest.xml", OfficeZip.Utf8("<manifest/>"), true),
                ("META-INF/documentsignatures.xml", OfficeZip.Utf8("<signatures/>"), true),
            ]
        );

    private static byte[] Part(string root, string content) =>
        OfficeZip.Utf8(
            $"""
            <office:{root} xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="{Text}" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
              xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">{content}</office:{root}>
            """
        );

    private static XDocument PartOf(byte[] copy, string name)
    {
        using var archive = new ZipArchive(new MemoryStream(copy));
        using var part = archive.GetEntry(name)!.Open();
        return XDocument.Load(part, LoadOptions.PreserveWhitespace);
    }
}
