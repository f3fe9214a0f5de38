using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Imi.Kernel.Tests.Translation.Documents;

/// <summary>Workbooks and presentations are translated in their place.</summary>
public class SheetAndSlideTests
{
    private const string Rows = """
        <x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1" t="s"><x:v>1</x:v></x:c></x:row>
        <x:row r="2"><x:c r="A2" t="inlineStr"><x:is><x:t>Inline text</x:t></x:is></x:c><x:c r="B2"><x:v>12.5</x:v></x:c>
        <x:c r="C2" t="str"><x:f>A2&amp;"formula"</x:f><x:v>computed text</x:v></x:c></x:row>
        """;

    private const string Texts =
        """<x:si><x:t>Product</x:t></x:si><x:si><x:r><x:rPr><x:b/></x:rPr><x:t xml:space="preserve">Very </x:t></x:r><x:r><x:t>cheap umbrella</x:t></x:r></x:si>""";

    [Fact]
    public async Task Texts_of_cells_are_translated_and_formulas_and_numbers_stay()
    {
        var copy = await TranslatedCopies.OfAsync(TranslatedCopies.Xlsx, OfficeDocuments.Xlsx(Texts, Rows));

        OfficeDocuments.InXlsx(
            copy,
            workbook =>
            {
                Assert.Equal(
                    ["[es] Product", "[es] Very cheap umbrella"],
                    workbook.SharedStringTablePart!.SharedStringTable!.Elements<SharedStringItem>().Select(text => text.InnerText)
                );
                var cells = SheetNamed(workbook, "Prices").Descendants<Cell>().ToDictionary(cell => cell.CellReference!.Value!, cell => cell);
                Assert.Equal("[es] Inline text", cells["A2"].InnerText);
                Assert.Equal("12.5", cells["B2"].CellValue!.Text);
                Assert.Equal(("A2&\"formula\"", "computed text"), (cells["C2"].CellFormula!.Text, cells["C2"].CellValue!.Text));
                return true;
            }
        );
    }

    [Fact]
    public async Task The_first_sheet_says_what_it_is_and_names_of_the_other_sheets_still_fit()
    {
        var xlsx = OfficeDocuments.Xlsx(
            Texts,
            Rows,
            (workbook, sheet) =>
            {
                workbook.Workbook!.Append(new DefinedNames(new DefinedName("Prices!$A$1") { Name = "First", LocalSheetId = 0 }));
                sheet.Worksheet!.PrependChild(new SheetViews(new SheetView { TabSelected = true, WorkbookViewId = 0 }));
            }
        );

        OfficeDocuments.InXlsx(
            await TranslatedCopies.OfAsync(TranslatedCopies.Xlsx, xlsx),
            workbook =>
            {
                Assert.Equal([TranslatedCopies.Note.Title, "Prices"], workbook.Workbook!.Sheets!.Elements<Sheet>().Select(sheet => sheet.Name!.Value));
                Assert.Equal(
                    [TranslatedCopies.Note.Title, .. TranslatedCopies.Note.Lines],
                    SheetNamed(workbook, TranslatedCopies.Note.Title).Descendants<Cell>().Select(cell => cell.InnerText)
                );
                Assert.Null(SheetNamed(workbook, "Prices").SheetViews!.Elements<SheetView>().Single().TabSelected);
                Assert.Equal(1u, workbook.Workbook.DefinedNames!.Elements<DefinedName>().Single().LocalSheetId!.Value);
                return true;
            }
        );
    }

    [Fact]
    public async Task Column_names_of_a_table_stay_because_formulas_refer_to_them()
    {
        var xlsx = OfficeDocuments.Xlsx(
            Texts,
            Rows,
            (_, sheet) =>
                sheet.AddNewPart<TableDefinitionPart>().Table = new DocumentFormat.OpenXml.Spreadsheet.Table(
                    new TableColumns(new TableColumn { Id = 1, Name = "Product" }) { Count = 1 }
                )
                {
                    Id = 1,
                    DisplayName = "Table1",
                    Reference = "A1:A2",
                }
        );

        Assert.DoesNotContain("Product", await TranslatedCopies.SentencesAsync(TranslatedCopies.Xlsx, xlsx));
        var copy = await TranslatedCopies.OfAsync(TranslatedCopies.Xlsx, xlsx);
        Assert.Equal(
            ["Product", "[es] Very cheap umbrella"],
            OfficeDocuments.InXlsx(
                copy,
                workbook => workbook.SharedStringTablePart!.SharedStringTable!.Elements<SharedStringItem>().Select(text => text.InnerText).ToList()
            )
        );
    }

    [Fact]
    public async Task Slides_and_the_notes_of_the_speaker_are_translated_and_the_first_slide_says_what_it_is()
    {
        var pptx = OfficeDocuments.Pptx(
            """<a:p><a:r><a:rPr lang="en-GB"/><a:t>Umbrel</a:t></a:r><a:r><a:rPr lang="en-GB" dirty="0"/><a:t>las are safe</a:t></a:r><a:br/><a:r><a:t>Page</a:t></a:r><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:t>one</a:t></a:fld></a:p>""",
            "Speak slowly."
        );

        Assert.Equal(
            new HashSet<string>(["Umbrellas are safe", "Page", "Speak slowly."]),
            (await TranslatedCopies.SentencesAsync(TranslatedCopies.Pptx, pptx)).ToHashSet()
        );
        OfficeDocuments.InPptx(
            await TranslatedCopies.OfAsync(TranslatedCopies.Pptx, pptx),
            presentation =>
            {
                var slide = presentation.SlideParts.Single();
                Assert.Equal(
                    ["[es] Umbrellas are safe[es] Pageone", TranslatedCopies.Note.Title, .. TranslatedCopies.Note.Lines],
                    OfficeDocuments.Paragraphs(slide.Slide!)
                );
                Assert.Equal(["[es] Speak slowly."], OfficeDocuments.Paragraphs(slide.NotesSlidePart!.NotesSlide!));
                return true;
            }
        );
    }

    private static Worksheet SheetNamed(WorkbookPart workbook, string name) =>
        ((WorksheetPart)workbook.GetPartById(workbook.Workbook!.Sheets!.Elements<Sheet>().Single(sheet => sheet.Name == name).Id!)).Worksheet!;
}
