using System.IO.Compression;
using System.Text;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Registration;

namespace Imi.Kernel.Tests.Registry;

/// <summary>A small workbook that expands to a huge one is refused while it is read, using little memory.</summary>
public sealed class WorkbookLimitTests
{
    private const string Sheet = "xl/worksheets/sheet1.xml";
    private const long MostMemory = 100L * 1024 * 1024;

    [Fact]
    public void A_workbook_with_too_many_shared_strings_is_refused() =>
        AssertRefused(Workbook(("xl/sharedStrings.xml", "<sst>", "<si><t>x</t></si>", 3_000_000, "</sst>"), (Sheet, "<worksheet>", "", 0, "</worksheet>")));

    [Fact]
    public void A_workbook_with_huge_shared_strings_is_refused() =>
        AssertRefused(
            Workbook(("xl/sharedStrings.xml", "<sst><si><t>", new string('x', 1_000), 40_000, "</t></si></sst>"), (Sheet, "<worksheet>", "", 0, "</worksheet>"))
        );

    [Fact]
    public void A_workbook_with_too_many_cells_is_refused() =>
        AssertRefused(Workbook((Sheet, "<worksheet><sheetData><row>", "<c t=\"n\"><v>1</v></c>", 2_500_000, "</row></sheetData></worksheet>")));

    [Fact]
    public void A_workbook_that_expands_beyond_the_limit_is_refused() =>
        AssertRefused(Workbook(("xl/media/picture.bin", "", new string('x', 1_000), 100_000, "")));

    [Fact]
    public async Task A_table_of_twenty_thousand_authorities_is_read()
    {
        using var file = new MemoryStream();
        var entry = new AuthorityEntry
        {
            Id = Guid.CreateVersion7(),
            Country = "ES",
            Names = new Dictionary<string, string>(StringComparer.Ordinal) { ["es"] = "Oficina de objetos perdidos" },
        };
        await RegistryTable.WriteAsync(
            file,
            isWorkbook: true,
            Enumerable.Range(1, ImportUploadService.MostRows).Select(number => ($"es-{number}", entry)).ToAsyncEnumerable(),
            [],
            CancellationToken.None
        );
        var (rows, refusal) = RegistryTable.Read(file.ToArray(), "authorities.xlsx", ImportUploadService.MostRows);
        Assert.Null(refusal);
        Assert.Equal(ImportUploadService.MostRows, rows!.Count);
    }

    private static void AssertRefused(byte[] workbook)
    {
        Assert.True(workbook.Length < ImportUploadService.MostBytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var (rows, refusal) = RegistryTable.Read(workbook, "authorities.xlsx", ImportUploadService.MostRows);
        Assert.Null(rows);
        Assert.Equal("registration.import.too-much-inside", refusal!.MessageKey);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostMemory);
    }

    /// <summary>Creates an archive whose parts consist of a beginning, a repeated text and an end.</summary>
    private static byte[] Workbook(params (string Name, string Begin, string Repeated, int Times, string End)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, begin, repeated, times, end) in parts)
            {
                using var part = new StreamWriter(archive.CreateEntry(name, CompressionLevel.Optimal).Open(), new UTF8Encoding(false));
                part.Write(begin);
                for (var time = 0; time < times; time++)
                    part.Write(repeated);
                part.Write(end);
            }
        }

        return bytes.ToArray();
    }
}
