using System.Globalization;
using System.Xml.Linq;

namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>
/// Workbooks: texts of cells, comments and text boxes. Formulas, numbers, names of sheets and the column names of tables, to which formulas refer, stay.
/// </summary>
internal sealed class WorkbookDocument : IDocumentKind
{
    private const string Workbook = "xl/workbook.xml";
    private const string SheetPart = "xl/worksheets/sheet-translation-note.xml";
    private const string Selected = "tabSelected";
    private const string RelationId = "rIdTranslationNote";

    private static readonly string[] TextParts = ["sharedStrings", "worksheet", "comments"];

    private static XNamespace Sheet => SheetRule.Sheet;

    /// <inheritdoc/>
    public string ContentType => OpenXmlPackage.PartType + "spreadsheetml.sheet";

    /// <inheritdoc/>
    public string Extension => ".xlsx";

    /// <inheritdoc/>
    public byte[] Rewrite(byte[] content, DocumentWork work) =>
        PackageParts.Rewrite(
            content,
            parts =>
            {
                var plan = OpenXmlPackage.Plan(parts);
                var types = parts.Read(OpenXmlPackage.ContentTypes);
                var columns = OpenXmlPackage
                    .PartsOf(types, "spreadsheetml.table")
                    .SelectMany(table => parts.Read(table).Descendants(Sheet + "tableColumn"))
                    .Select(column => column.Attribute("name")?.Value ?? "")
                    .ToHashSet(StringComparer.Ordinal);
                foreach (var name in OpenXmlPackage.PartsOf(types, [.. TextParts.Select(part => $"spreadsheetml.{part}")]))
                    plan.Texts[name] = () => new SheetRule(columns);
                foreach (var name in OpenXmlPackage.PartsOf(types, "officedocument.drawing", "diagramData", "diagramDrawing"))
                    plan.Texts[name] = () => new DrawingRule();
                if (work.Note is { } note)
                {
                    AddSheet(plan, note);
                    foreach (var name in OpenXmlPackage.PartsOf(types, "spreadsheetml.worksheet").Where(name => parts.Has(name)))
                    {
                        if (parts.BeginsWith(name, Selected))
                            plan.Changes[name] = Deselect;
                    }
                }

                return plan;
            },
            work
        );

    /// <summary>Adds the note as the first sheet.</summary>
    private static void AddSheet(PackagePlan plan, DocumentNote note)
    {
        var withoutSignature = plan.Changes.GetValueOrDefault(OpenXmlPackage.ContentTypes);
        plan.Changes[OpenXmlPackage.ContentTypes] = types =>
        {
            withoutSignature?.Invoke(types);
            OpenXmlPackage.Declare(types, SheetPart, OpenXmlPackage.PartType + "spreadsheetml.worksheet+xml");
        };
        plan.Changes[OpenXmlPackage.RelationsOf(Workbook)] = relations =>
            relations.Root!.Add(
                new XElement(
                    OpenXmlPackage.RelationParts + "Relationship",
                    new XAttribute("Id", RelationId),
                    new XAttribute("Type", $"{OpenXmlPackage.Relations}/worksheet"),
                    new XAttribute("Target", "worksheets/sheet-translation-note.xml")
                )
            );
        plan.Changes[Workbook] = workbook => Insert(workbook, note.Title);
        plan.Added.Add((SheetPart, SheetOf(note)));
    }

    /// <summary>Only the note is selected: input into several selected sheets would change all of them.</summary>
    private static void Deselect(XDocument sheet)
    {
        foreach (var view in sheet.Descendants(Sheet + "sheetView"))
            view.SetAttributeValue(Selected, null);
    }

    private static void Insert(XDocument workbook, string title)
    {
        if (workbook.Root?.Element(Sheet + "sheets") is not { } sheets)
            return;
        var name = title;
        for (var number = 2; sheets.Elements().Any(sheet => name.Equals(sheet.Attribute("name")?.Value, StringComparison.OrdinalIgnoreCase)); number++)
            name = $"{title[..Math.Min(title.Length, 26)]} {number}";
        sheets.AddFirst(
            new XElement(
                Sheet + "sheet",
                new XAttribute("name", name),
                new XAttribute("sheetId", sheets.Elements().Select(sheet => Number(sheet, "sheetId")).DefaultIfEmpty().Max() + 1),
                new XAttribute(OpenXmlPackage.Relations + "id", RelationId)
            )
        );
        foreach (var local in workbook.Descendants(Sheet + "definedName").Where(defined => defined.Attribute("localSheetId") is not null))
            local.SetAttributeValue("localSheetId", Number(local, "localSheetId") + 1); // It counts the sheets before it.
        foreach (var view in workbook.Descendants(Sheet + "workbookView"))
        {
            view.SetAttributeValue("activeTab", null);
            view.SetAttributeValue("firstSheet", null);
        }
    }

    private static XDocument SheetOf(DocumentNote note) =>
        new(
            new XElement(
                Sheet + "worksheet",
                new XElement(Sheet + "cols", new XElement(Sheet + "col", new XAttribute("min", 1), new XAttribute("max", 1), new XAttribute("width", 120))),
                new XElement(
                    Sheet + "sheetData",
                    note.Lines.Prepend(note.Title)
                        .Select(
                            (line, index) =>
                                new XElement(
                                    Sheet + "row",
                                    new XAttribute("r", index + 1),
                                    new XElement(
                                        Sheet + "c",
                                        new XAttribute("r", $"A{index + 1}"),
                                        new XAttribute("t", "inlineStr"),
                                        new XElement(Sheet + "is", new XElement(Sheet + "t", line))
                                    )
                                )
                        )
                )
            )
        );

    private static uint Number(XElement element, string name) =>
        uint.TryParse(element.Attribute(name)?.Value, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
