using System.Net;
using System.Text;
using Imi.Kernel.Network.Registration;

namespace Imi.Web.Tests;

/// <summary>Tests the export of the registry as a table and the import of registry and mandates.</summary>
public sealed class ImportTests : IAsyncLifetime
{
    private const string Page = "/authorities/import";
    private readonly DemonstrationPlatform _platform = new();

    public Task InitializeAsync() => _platform.InitializeAsync();

    public Task DisposeAsync() => _platform.DisposeAsync();

    [Fact]
    public async Task Mandates_are_imported_from_a_table_on_the_page_and_by_the_command_line_tool()
    {
        const string MandatesPage = "/authorities/import-mandates";
        using var coordinator = await PageSession.SignInAsync(_platform.Host.Address, "nuria.castano");
        Assert.Contains(MandatesPage, await coordinator.GetAsync("/authorities"), StringComparison.Ordinal);
        using (var officer = await PageSession.SignInAsync(_platform.Host.Address, "carmen.ruiz"))
        {
            Assert.DoesNotContain(MandatesPage, await officer.GetAsync("/authorities"), StringComparison.Ordinal);
            await officer.GetAsync(MandatesPage, HttpStatusCode.NotFound);
        }

        byte[] Mandates(params string[] rows) => Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend(string.Join(',', MandateImportService.Columns))));
        var code = RegistryTable
            .Read(await coordinator.DownloadAsync("/authorities?handler=Export&format=csv&country=ES"), "es.csv", 10_000)
            .Rows!.First(row => row["kind"] == "competent-authority")["code"];
        var grants = Mandates($"{code},ecommerce,request,sender recipient,,,,,");
        Assert.Contains(
            "No existe ninguna autoridad «cy-consumer-protection»",
            (
                await coordinator.UploadAllAsync(MandatesPage, MandatesPage, "table", ("m.csv", Mandates("cy-consumer-protection,ecommerce,request,none,,,,,")))
            ).Page,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Columnas desconocidas: colour.",
            (await coordinator.UploadAllAsync(MandatesPage, MandatesPage, "table", ("m.csv", "authority,colour\na,b"u8.ToArray()))).Page,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Los mandatos son los que indica la tabla.",
            (await coordinator.UploadAllAsync(MandatesPage, MandatesPage, "table", ("m.csv", Mandates($"{code},ecommerce,request,none,,,,,")))).Page,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Lo que haría la tabla",
            (await coordinator.UploadAllAsync(MandatesPage, $"{MandatesPage}?onlyCheck=true", "table", ("m.csv", grants))).Page,
            StringComparison.Ordinal
        );

        var file = Path.Combine(_platform.Host.DataDirectory, "mandates.csv");
        await File.WriteAllBytesAsync(file, grants);
        Assert.Contains(
            "1 row(s) to do",
            (await _platform.Host.ImiAsync("registry", "mandates", "import", file, "--dry-run")).Output,
            StringComparison.Ordinal
        );
        Assert.Contains("1 row(s) changed mandates", (await _platform.Host.ImiAsync("registry", "mandates", "import", file)).Output, StringComparison.Ordinal);
        Assert.Contains(
            "0 row(s) changed mandates, 1 without changes",
            (await _platform.Host.ImiAsync("registry", "mandates", "import", file)).Output,
            StringComparison.Ordinal
        );
        await File.WriteAllBytesAsync(file, Mandates("nowhere,ecommerce,request,sender,,,,,"));
        var (exitCode, output, _) = await _platform.Host.ImiAsync("registry", "mandates", "import", file);
        Assert.Equal(1, exitCode);
        Assert.Contains("Row 2, authority:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_is_checked_and_imported_once_and_exports_follow_the_filters_of_the_page()
    {
        using var coordinator = await PageSession.SignInAsync(_platform.Host.Address, "nuria.castano");
        Assert.Contains(Page, await coordinator.GetAsync("/authorities"), StringComparison.Ordinal);
        var text = await coordinator.DownloadAsync("/authorities?handler=Export&format=csv&country=ES");
        var workbook = await coordinator.DownloadAsync("/authorities?handler=Export&format=xlsx&country=ES");
        var spain = RegistryTable.Read(text, "es.csv", 10_000).Rows!;
        Assert.True(spain.Count > 3);
        Assert.All(spain, row => Assert.Equal("ES", row["country"]));
        Assert.Equal(spain.Select(row => row["code"]), RegistryTable.Read(workbook, "es.xlsx", 10_000).Rows!.Select(row => row["code"]));
        Assert.True(RegistryTable.Read(await coordinator.DownloadAsync("/authorities?handler=Export&format=csv"), "all.csv", 10_000).Rows!.Count > spain.Count);

        var same = await coordinator.UploadAsync(Page, "table", workbook, "es.xlsx");
        Assert.StartsWith($"{Page}?id=", same.Address, StringComparison.Ordinal);
        Assert.Contains("no hay nada que importar", same.Page, StringComparison.Ordinal);

        Assert.Contains("Elija un archivo cuyo nombre termine", (await coordinator.UploadAsync(Page, "table", text, "es.pdf")).Page, StringComparison.Ordinal);
        var wrong = await coordinator.UploadAsync(
            Page,
            "table",
            Table("ES,A-1,<b>Oficina</b>,Office,es,nobody", "FR,F-1,Bureau,Bureau,fr,a@b.example"),
            "new.csv"
        );
        Assert.Contains("Introduzca una dirección de correo electrónico con una @", wrong.Page, StringComparison.Ordinal);
        Assert.Contains("Usted no puede registrar una autoridad así en este país: «Francia».", wrong.Page, StringComparison.Ordinal);
        var id = wrong.Address[$"{Page}?id=".Length..];
        Assert.Contains("\"3\",\"country\",", await coordinator.GetAsync($"{Page}?handler=Problems&id={id}"), StringComparison.Ordinal);
        await coordinator.PostAsync(wrong.Address, $"{Page}?handler=Do&id={id}");
        Assert.DoesNotContain("<b>Oficina</b>", await coordinator.GetAsync("/authorities?search=Oficina&country=ES"), StringComparison.Ordinal);

        var right = await coordinator.UploadAsync(Page, "table", Table("ES,A-1,Oficina <Salina>,Salt Office,es,sal@es.example"), "new.csv");
        var doing = right.Address.Replace("?", "?handler=Do&", StringComparison.Ordinal);
        Assert.Contains("La tabla se ha importado.", (await coordinator.PostAsync(right.Address, doing)).Page, StringComparison.Ordinal);
        Assert.Contains("La tabla se ha importado.", (await coordinator.PostAsync(right.Address, doing)).Page, StringComparison.Ordinal);
        Assert.Contains("Oficina <Salina>", await coordinator.GetAsync("/authorities?search=Oficina%20Salina"), StringComparison.Ordinal);

        using var stranger = await PageSession.SignInAsync(_platform.Host.Address, "carmen.ruiz");
        await stranger.GetAsync(Page, HttpStatusCode.NotFound);
        await stranger.GetAsync(right.Address, HttpStatusCode.NotFound);
    }

    private static byte[] Table(params string[] rows) =>
        Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend("country,national-identifier,name.es,informal-title,languages,email")));
}
