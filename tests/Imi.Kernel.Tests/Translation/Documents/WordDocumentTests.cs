using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Imi.Kernel.Tests.Translation.Documents;

/// <summary>A Word document is translated in its place, with its formats, tables, notes and fields.</summary>
public class WordDocumentTests
{
    [Fact]
    public async Task Every_sentence_of_a_paragraph_is_translated_and_the_first_page_says_what_it_is()
    {
        var docx = OfficeDocuments.Docx("<w:p><w:r><w:t>The shop is closed. </w:t></w:r><w:r><w:t>It sold umbrellas.</w:t></w:r></w:p>");

        Assert.Equal(["The shop is closed.", "It sold umbrellas."], await TranslatedCopies.SentencesAsync(TranslatedCopies.Docx, docx));
        Assert.Equal(
            [TranslatedCopies.Note.Title, .. TranslatedCopies.Note.Lines, "[es] The shop is closed. [es] It sold umbrellas."],
            await ParagraphsAsync(docx)
        );
    }

    [Fact]
    public async Task A_sentence_keeps_its_format_and_a_name_in_bold_stays_bold()
    {
        var docx = OfficeDocuments.Docx(
            """
            <w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Important.</w:t></w:r><w:r><w:t xml:space="preserve"> The provider </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>Umbrella Ltd</w:t></w:r><w:r><w:t xml:space="preserve"> did not answer.</w:t></w:r></w:p>
            """
        );

        var copy = await TranslatedCopies.OfAsync(
            TranslatedCopies.Docx,
            docx,
            sentence => sentence == "Important." ? "Importante." : "El prestador Umbrella Ltd no respondió."
        );

        var runs = OfficeDocuments.InDocx(copy, main => main.Document!.Body!.Elements<Paragraph>().Last().Elements<Run>().Select(Described).ToList());
        Assert.Equal(["b Importante.", " El prestador ", "i Umbrella Ltd", " no respondió."], runs);
    }

    [Fact]
    public async Task Without_the_same_words_in_the_translation_the_format_of_most_of_the_sentence_wins()
    {
        var docx = OfficeDocuments.Docx(
            """
            <w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Not</w:t></w:r><w:r><w:t xml:space="preserve"> every shop sells umbrellas.</w:t></w:r></w:p>
            """
        );

        var copy = await TranslatedCopies.OfAsync(TranslatedCopies.Docx, docx, _ => "Muchas tiendas no venden paraguas.");

        var runs = OfficeDocuments.InDocx(copy, main => main.Document!.Body!.Elements<Paragraph>().Last().Elements<Run>().Select(Described).ToList());
        Assert.Equal(["b ", "Muchas tiendas no venden paraguas."], runs);
    }

    [Fact]
    public async Task A_link_inside_a_sentence_stays_a_link_with_translated_words()
    {
        var docx = OfficeDocuments.Docx(
            """
            <w:p><w:r><w:t xml:space="preserve">Read </w:t></w:r><w:hyperlink w:anchor="a"><w:r><w:t>our terms</w:t></w:r></w:hyperlink><w:r><w:t xml:space="preserve"> before you buy.</w:t></w:r></w:p>
            """
        );

        foreach (
            var (words, expected) in ((string, string[])[])
                [
                    ("nuestras condiciones", ["Lea ", "link nuestras condiciones", " antes de comprar."]),
                    ("términos propios", ["Lea nuestras condiciones antes de comprar.", "link  (términos propios)", ""]),
                ]
        )
        {
            var copy = await TranslatedCopies.OfAsync(
                TranslatedCopies.Docx,
                docx,
                sentence => sentence == "our terms" ? words : "Lea nuestras condiciones antes de comprar."
            );
            var runs = OfficeDocuments.InDocx(copy, main => main.Document!.Body!.Elements<Paragraph>().Last().Descendants<Run>().Select(Described).ToList());
            Assert.Equal(expected, runs);
        }
    }

    [Fact]
    public async Task Tables_headers_footnotes_comments_and_text_boxes_are_translated()
    {
        var docx = OfficeDocuments.Docx(
            """
            <w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>Cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
            <w:p><w:r><w:t>See note.</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:t xml:space="preserve"> More text</w:t></w:r></w:p>
            """,
            main =>
            {
                main.AddNewPart<HeaderPart>().Header = new Header { InnerXml = OfficeDocuments.Qualified("<w:p><w:r><w:t>Header</w:t></w:r></w:p>") };
                main.AddNewPart<FootnotesPart>().Footnotes = new Footnotes(
                    new Footnote { Id = 1, InnerXml = OfficeDocuments.Qualified("<w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Footnote</w:t></w:r></w:p>") }
                );
                main.AddNewPart<WordprocessingCommentsPart>().Comments = new Comments(
                    new Comment
                    {
                        Id = "1",
                        Author = "A",
                        InnerXml = OfficeDocuments.Qualified("<w:p><w:r><w:t>Comment</w:t></w:r></w:p>"),
                    }
                );
            }
        );

        Assert.Equal(["[es] Cell", "[es] See note. [es] More text"], (await ParagraphsAsync(docx)).Skip(3));
        var copy = await TranslatedCopies.OfAsync(TranslatedCopies.Docx, docx);
        Assert.Equal(
            ["[es] Header", "[es] Footnote", "[es] Comment"],
            OfficeDocuments.InDocx(
                copy,
                main =>
                    new[]
                    {
                        main.HeaderParts.Single().Header!.InnerText,
                        main.FootnotesPart!.Footnotes!.InnerText,
                        main.WordprocessingCommentsPart!.Comments!.InnerText,
                    }
            )
        );
        Assert.Equal(
            ["[es] Box"],
            (await ParagraphsAsync(OfficeDocuments.Docx(TextBox))).Skip(3).Where(text => text.StartsWith("[es]", StringComparison.Ordinal)).Distinct()
        );
    }

    [Fact]
    public async Task Fields_line_breaks_and_deleted_text_stay_where_they_are()
    {
        var docx = OfficeDocuments.Docx(
            """
            <w:p><w:r><w:t xml:space="preserve">See page </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGEREF x</w:instrText></w:r>
            <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>seven</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:br/><w:t>Second line</w:t></w:r>
            <w:del w:id="3" w:author="A"><w:r><w:delText>deleted</w:delText></w:r></w:del><w:r><w:tab/><w:t>1234</w:t></w:r></w:p>
            """
        );

        Assert.Equal(["See page", "Second line"], await TranslatedCopies.SentencesAsync(TranslatedCopies.Docx, docx));
        Assert.Equal("[es] See page PAGEREF xseven[es] Second linedeleted1234", (await ParagraphsAsync(docx))[^1]);
    }

    [Fact]
    public async Task A_table_of_contents_is_translated_without_its_page_numbers()
    {
        var docx = OfficeDocuments.Docx(
            """
            <w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \o</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>
            <w:hyperlink w:anchor="a"><w:r><w:t>Introduction</w:t></w:r><w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGEREF a</w:instrText></w:r>
            <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>iv</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:hyperlink></w:p>
            <w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p><w:p><w:r><w:t>After it</w:t></w:r></w:p>
            """
        );

        Assert.Equal(["Introduction", "After it"], await TranslatedCopies.SentencesAsync(TranslatedCopies.Docx, docx));
    }

    [Fact]
    public async Task A_signature_does_not_survive_because_it_would_not_be_valid()
    {
        var docx = OfficeDocuments.Docx("<w:p><w:r><w:t>Decision</w:t></w:r></w:p>");
        using var bytes = new MemoryStream();
        bytes.Write(docx);
        using (var package = System.IO.Packaging.Package.Open(bytes, FileMode.Open))
        {
            var origin = package.CreatePart(
                new Uri("/_xmlsignatures/origin.sigs", UriKind.Relative),
                "application/vnd.openxmlformats-package.digital-signature-origin"
            );
            origin.GetStream().WriteByte(0);
            package.CreateRelationship(
                origin.Uri,
                System.IO.Packaging.TargetMode.Internal,
                "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
            );
        }

        var copy = await TranslatedCopies.OfAsync(TranslatedCopies.Docx, bytes.ToArray());

        using var document = WordprocessingDocument.Open(new MemoryStream(copy), isEditable: false);
        Assert.Null(document.DigitalSignatureOriginPart);
        Assert.Equal("[es] Decision", document.MainDocumentPart!.Document!.Body!.Elements<Paragraph>().Last().InnerText);
    }

    private const string TextBox = """
        <w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="s1" style="width:10pt"><v:textbox><w:txbxContent>
        <w:p><w:r><w:t>Box</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>
        """;

    private static async Task<IReadOnlyList<string>> ParagraphsAsync(byte[] docx)
    {
        var copy = await TranslatedCopies.OfAsync(TranslatedCopies.Docx, docx);
        return OfficeDocuments.InDocx(copy, main => OfficeDocuments.Paragraphs(main.Document!.Body!));
    }

    private static string Described(Run run)
    {
        var look = run.RunProperties is { } properties ? string.Concat(properties.Select(one => one.LocalName)) + " " : "";
        return (run.Parent is Hyperlink ? "link " : "") + look + run.InnerText;
    }
}
