using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Drawing = DocumentFormat.OpenXml.Drawing;

namespace Imi.Kernel.Tests.Translation.Documents;

/// <summary>Creates and opens office documents with the library of their format.</summary>
internal static class OfficeDocuments
{
    public const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    /// <summary>Creates a Word document.</summary>
    /// <param name="body">Its paragraphs and tables, as markup.</param>
    /// <param name="more">Adds further parts.</param>
    public static byte[] Docx(string body, Action<MainDocumentPart>? more = null)
    {
        using var bytes = new MemoryStream();
        using (var document = WordprocessingDocument.Create(bytes, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            main.Document = new Document(new Body { InnerXml = Qualified(body) });
            more?.Invoke(main);
        }

        return bytes.ToArray();
    }

    /// <summary>Adds the namespaces to markup of a Word document.</summary>
    public static string Qualified(string markup) =>
        string.Concat(
            XElement
                .Parse(
                    $"""<w:body xmlns:w="{Word}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{markup}</w:body>""",
                    LoadOptions.PreserveWhitespace
                )
                .Elements()
        );

    /// <summary>Creates a workbook with one sheet.</summary>
    /// <param name="sharedTexts">The shared texts, as markup of their items.</param>
    /// <param name="rows">The rows, as markup.</param>
    /// <param name="more">Adds further parts to the sheet.</param>
    public static byte[] Xlsx(string sharedTexts, string rows, Action<WorkbookPart, WorksheetPart>? more = null)
    {
        using var bytes = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            var sheet = workbook.AddNewPart<WorksheetPart>();
            const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
            sheet.Worksheet = new Worksheet($"""<x:worksheet xmlns:x="{main}"><x:sheetData>{rows}</x:sheetData></x:worksheet>""");
            workbook.AddNewPart<SharedStringTablePart>().SharedStringTable = new SharedStringTable($"""<x:sst xmlns:x="{main}">{sharedTexts}</x:sst>""");
            workbook.Workbook = new Workbook(
                new Sheets(
                    new Sheet
                    {
                        Name = "Prices",
                        SheetId = 1,
                        Id = workbook.GetIdOfPart(sheet),
                    }
                )
            );
            more?.Invoke(workbook, sheet);
        }

        return bytes.ToArray();
    }

    /// <summary>Creates a presentation with one slide and the notes of its speaker.</summary>
    /// <param name="paragraphs">The paragraphs of a text box, as markup.</param>
    /// <param name="notes">The notes of the speaker.</param>
    public static byte[] Pptx(string paragraphs, string notes)
    {
        using var bytes = new MemoryStream();
        using (var document = PresentationDocument.Create(bytes, PresentationDocumentType.Presentation))
        {
            var presentation = document.AddPresentationPart();
            var slide = presentation.AddNewPart<SlidePart>();
            slide.Slide = new Slide(new CommonSlideData(TreeOf(paragraphs)));
            slide.AddNewPart<NotesSlidePart>().NotesSlide = new NotesSlide(new CommonSlideData(TreeOf($"<a:p><a:r><a:t>{notes}</a:t></a:r></a:p>")));
            presentation.Presentation = new Presentation(
                new SlideIdList(new SlideId { Id = 256, RelationshipId = presentation.GetIdOfPart(slide) }),
                new SlideSize { Cx = 9144000, Cy = 6858000 },
                new NotesSize { Cx = 6858000, Cy = 9144000 }
            );
        }

        return bytes.ToArray();
    }

    /// <summary>Opens a Word document.</summary>
    public static T InDocx<T>(byte[] content, Func<MainDocumentPart, T> read)
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(content), isEditable: false);
        AssertValid(document);
        return read(document.MainDocumentPart!);
    }

    /// <summary>Opens a workbook.</summary>
    public static T InXlsx<T>(byte[] content, Func<WorkbookPart, T> read)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(content), isEditable: false);
        AssertValid(document);
        return read(document.WorkbookPart!);
    }

    /// <summary>Opens a presentation.</summary>
    public static T InPptx<T>(byte[] content, Func<PresentationPart, T> read)
    {
        using var document = PresentationDocument.Open(new MemoryStream(content), isEditable: false);
        AssertValid(document);
        return read(document.PresentationPart!);
    }

    /// <summary>The texts of the paragraphs below an element that is no paragraph itself.</summary>
    public static IReadOnlyList<string> Paragraphs(OpenXmlElement element) =>
        [.. element.Descendants().Where(one => one is Paragraph or Drawing.Paragraph).Select(paragraph => paragraph.InnerText)];

    private static void AssertValid(OpenXmlPackage document) =>
        Assert.Empty(
            new OpenXmlValidator(FileFormatVersions.Office2019)
                .Validate(document)
                .Where(error => !error.Description.StartsWith("A required part", StringComparison.Ordinal)) // The presentation of the tests has no master.
                .Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}")
        );

    private static ShapeTree TreeOf(string paragraphs)
    {
        const string main = "http://schemas.openxmlformats.org/presentationml/2006/main";
        return new ShapeTree(
            $"""
            <p:spTree xmlns:p="{main}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
                xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
              <p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>
              <p:sp><p:nvSpPr><p:cNvPr id="2" name="Box"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr/>
                <p:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</p:txBody></p:sp>
            </p:spTree>
            """
        );
    }
}
