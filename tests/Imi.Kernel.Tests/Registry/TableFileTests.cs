using System.IO.Compression;
using System.Text;
using Imi.Kernel.Network.Registration;
using Xunit;

namespace Imi.Kernel.Tests.Registry;

public sealed class TableFileTests
{
    private const string Headings = "country;national-identifier;name.fr";

    static TableFileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static TheoryData<string, byte[]> Texts =>
        new()
        {
            { "UTF-8", Encoding.UTF8.GetBytes($"{Headings}\r\nFR;007;Énergie\r\n") },
            { "UTF-8 with a mark", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes($"{Headings}\nFR;007;Énergie")] },
            { "UTF-16 little-endian", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes($"{Headings}\r\nFR;007;Énergie")] },
            { "UTF-16 big-endian", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes($"{Headings}\r\nFR;007;Énergie")] },
            { "UTF-16 without a mark", Encoding.Unicode.GetBytes($"{Headings}\r\nFR;007;Énergie") },
            { "Windows-1252", Encoding.GetEncoding(1252).GetBytes($"{Headings}\r\nFR;007;Énergie") },
            { "a line that names the separator", Encoding.UTF8.GetBytes($"sep=;\r\n{Headings}\r\nFR;007;Énergie") },
            { "separators at the ends", Encoding.UTF8.GetBytes($"{Headings};;;\nFR;007;Énergie;;;\n;;;;;\n") },
            { "tabs", Encoding.UTF8.GetBytes($"{Headings}\nFR;007;Énergie".Replace(';', '\t')) },
            { "quotation marks", Encoding.UTF8.GetBytes("\"country\",\"national-identifier\",\"name.fr\"\n\"FR\",\"007\",\"Énergie\"\n") },
        };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_file_is_read_in_the_formats_of_common_programs(string kind, byte[] content)
    {
        var (rows, refusal) = RegistryTable.Read(content, "list.csv", 10);
        Assert.True(refusal is null, $"{kind}: {refusal?.MessageKey}");
        var row = Assert.IsType<TableRow>(Assert.Single(rows!));
        Assert.Equal((2, "FR", "007", "Énergie", 0), (row.Number, row["country"], row["national-identifier"], row["name.fr"], row.Damaged.Count));
    }

    [Fact]
    public void The_country_determines_the_code_page()
    {
        var greek = RegistryTable.Read(Encoding.GetEncoding(1253).GetBytes("country,name.el\nEL,Υπουργείο"), "list.csv", 10).Rows!;
        Assert.Equal("Υπουργείο", greek[0]["name.el"]);
        Assert.Equal(
            "registration.import.not-utf-8",
            RegistryTable.Read(Encoding.GetEncoding(1253).GetBytes("country,name.el\nEL,Υπουργείο\nFR,x"), "list.csv", 10).Refusal?.MessageKey
        );
    }

    [Fact]
    public void An_unreadable_cell_is_reported_with_its_row_and_column()
    {
        var rows = RegistryTable
            .Read(Encoding.UTF8.GetBytes("country,national-identifier,name.fr\nFR,\"1,23E+19\",A\n\nFR,8,B,stray\nFR,#N/A,C\n"), "list.csv", 10)
            .Rows!.Cast<TableRow>()
            .ToList();
        Assert.Equal(
            [
                (2, "national-identifier", "registration.import.damaged-number"),
                (4, "D", "registration.import.cell-without-column"),
                (5, "national-identifier", "registration.import.cell-error"),
            ],
            rows.SelectMany(row => row.Damaged.Select(error => (row.Number, error.Field, error.MessageKey)))
        );
        Assert.Equal("registration.import.column-twice", RegistryTable.Read("country,country\nFR,FR"u8.ToArray(), "list.csv", 10).Refusal?.MessageKey);
        Assert.Equal("registration.import.quotes", RegistryTable.Read("country,name.fr\nFR,a \"b\" c\n"u8.ToArray(), "list.csv", 10).Refusal?.MessageKey);
    }

    [Fact]
    public void A_workbook_is_read_as_displayed_and_rounded_numbers_are_refused()
    {
        var content = Workbook(
            """
            <row r="1"><c r="A1" t="inlineStr"><is><t>country</t></is></c><c r="B1" t="inlineStr"><is><t>national-identifier</t></is></c></row>
            <row r="2"><c r="A2" t="inlineStr"><is><t>FR</t></is></c><c r="B2" s="1"><v>42</v></c></row>
            <row r="3"><c r="A3" t="inlineStr"><is><t>FR</t></is></c><c r="B3"><v>12345678901234567890</v></c></row>
            <row r="4"><c r="A4" t="inlineStr"><is><t>FR</t></is></c><c r="B4"><v>123456789012</v></c></row>
            <row r="6"><c r="A6" t="inlineStr"><is><t>FR</t></is></c><c r="B6" s="2"><v>123456</v></c></row>
            """
        );
        var rows = RegistryTable.Read(content, "list.xlsx", 10).Rows!.Cast<TableRow>().ToList();
        Assert.Equal("00042", rows[0]["national-identifier"]);
        Assert.Equal("123456789012", rows[2]["national-identifier"]);
        Assert.Equal(
            [(3, "damaged-number"), (6, "damaged-number")],
            rows.SelectMany(row => row.Damaged.Select(error => (row.Number, error.MessageKey["registration.import.".Length..])))
        );
    }

    /// <summary>Creates a minimal workbook with one sheet and the number formats 00000 and 0.00E+00.</summary>
    private static byte[] Workbook(string rows)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
            const string relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
            const string package = "http://schemas.openxmlformats.org/package/2006/relationships";
            Add(
                "[Content_Types].xml",
                """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"""
                    + """<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"""
                    + """<Default Extension="xml" ContentType="application/xml"/>"""
                    + """<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>"""
                    + """</Types>"""
            );
            Add(
                "_rels/.rels",
                $"""<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
            );
            Add("xl/workbook.xml", $"""<workbook xmlns="{main}" xmlns:r="{relations}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>""");
            Add(
                "xl/_rels/workbook.xml.rels",
                $"""<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/>"""
                    + $"""<Relationship Id="rId2" Type="{relations}/styles" Target="styles.xml"/></Relationships>"""
            );
            Add(
                "xl/styles.xml",
                $"""<styleSheet xmlns="{main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="00000"/></numFmts>"""
                    + $"""<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/>"""
                    + $"""<xf numFmtId="11" applyNumberFormat="1"/></cellXfs></styleSheet>"""
            );
            Add("xl/worksheets/sheet1.xml", $"""<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>""");

            void Add(string name, string text)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + text);
            }
        }

        return bytes.ToArray();
    }

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+34", "\"'+34\"")]
    [InlineData("-", "\"'-\"")]
    [InlineData("@town", "\"'@town\"")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("\"-first\" office", "\"\"\"-first\"\" office\"")]
    [InlineData("a, b", "\"a, b\"")]
    [InlineData("", "\"\"")]
    public void A_cell_is_never_a_formula_and_is_read_as_it_was_written(string cell, string written)
    {
        Assert.Equal($"{written},\"2\"", RegistryTable.Line([cell, "2"]));
        Assert.Equal(cell, RegistryTable.Unguarded(written[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal)));
    }
}
