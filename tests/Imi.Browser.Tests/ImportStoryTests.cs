using System.Text;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Registration;
using Microsoft.Playwright;
using Xunit;
using static Imi.Browser.Tests.Steps;

namespace Imi.Browser.Tests;

/// <summary>Tests how a national coordinator imports a table of authorities: errors by row, correction, import and export.</summary>
[Collection(SharedPlatforms.People)]
public class ImportStoryTests(RunningPlatform platform)
{
    private static readonly AuthorityEntry[] Towns =
    [
        Town("T-1", "Ayuntamiento de Aguaclara", "Municipality of Aguaclara"),
        Town("T-2", "Ayuntamiento de Peñablanca", "Municipality of Peñablanca"),
        Town("T-3", "Cabildo de la Isla Tercera", "Council of the Third Island"),
    ];

    [SkippableTheory]
    [InlineData(1280, true)]
    [InlineData(400, false)]
    public async Task A_table_with_mistakes_is_corrected_imported_and_exported(int width, bool javaScript)
    {
        var coordinator = await platform.SignInAsync("nuria.castano", width, javaScript: javaScript);
        await BringAsync(
            coordinator,
            "towns.csv",
            Encoding.UTF8.GetBytes(
                """
                country,national-identifier,name.es,informal-title,languages,email,simple-view
                ES,T-1,Ayuntamiento de Aguaclara,Municipality of Aguaclara,es,nobody,yes
                FR,T-2,Mairie de Roche,Municipality of Roche,fr,mairie@roche.example,perhaps
                ES,T-1,Cabildo de la Isla Tercera,Council of the Third Island,,cabildo@tercera.example,yes
                """
            )
        );
        var rows = await coordinator.Locator("table.list tbody tr td:first-child").AllInnerTextsAsync();
        Assert.Equal(["2", "3", "4"], rows.Select(row => row[^1..]).Distinct());
        Assert.Equal(0, await coordinator.Locator("form[action*='handler=Do']").CountAsync());
        await AssertPageAsync(coordinator, "es", javaScript);

        await BringAsync(coordinator, "towns.xlsx", await WorkbookAsync(Towns));
        await AssertPageAsync(coordinator, "es", javaScript);
        if (await coordinator.Locator("form[action*='handler=Do'] button").CountAsync() > 0) // The other case of this test may have imported them already.
        {
            await coordinator.PressAsync("form[action*='handler=Do'] button");
            Assert.Equal(1, await coordinator.Locator(".note.good").CountAsync());
            await AssertPageAsync(coordinator, "es", javaScript);
        }

        await coordinator.GotoAsync("/authorities?country=ES&search=Aguaclara");
        await coordinator.PressAsync("main a:has-text('Aguaclara')");
        await AssertPageAsync(coordinator, "es", javaScript);

        await coordinator.GotoAsync("/authorities?country=ES");
        var download = await coordinator.RunAndWaitForDownloadAsync(() => coordinator.Locator("a[href*='format=xlsx']").First.ClickAsync());
        var registry = await File.ReadAllBytesAsync(await download.PathAsync());
        Assert.Superset(
            Towns.Select(town => town.NationalIdentifier).ToHashSet(),
            RegistryTable.Read(registry, "registry.xlsx", 10_000).Rows!.Select(row => row["national-identifier"]).ToHashSet()
        );
        await BringAsync(coordinator, "registry.xlsx", registry);
        Assert.Equal(0, await coordinator.Locator("form[action*='handler=Do'], #problems").CountAsync());
        await AssertPageAsync(coordinator, "es", javaScript);
    }

    private static async Task BringAsync(IPage page, string name, byte[] table)
    {
        await page.GotoAsync("/authorities/import");
        await page.SetInputFilesAsync(
            "#f-table",
            new FilePayload
            {
                Name = name,
                MimeType = "application/octet-stream",
                Buffer = table,
            }
        );
        await page.PressAsync("main form.narrow button");
        await page.Locator("#effect").WaitForAsync();
    }

    private static async Task<byte[]> WorkbookAsync(IEnumerable<AuthorityEntry> entries)
    {
        using var table = new MemoryStream();
        await RegistryTable.WriteAsync(table, isWorkbook: true, entries.Select(entry => ("", entry)).ToAsyncEnumerable(), [], CancellationToken.None);
        return table.ToArray();
    }

    private static AuthorityEntry Town(string identifier, string name, string title) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Country = "ES",
            NationalIdentifier = identifier,
            Names = new Dictionary<string, string> { ["es"] = name },
            InformalTitle = title,
            Languages = ["es"],
            Email = $"{identifier.ToLowerInvariant()}@town.example",
            PeopleBeginInSimpleView = true,
        };
}
