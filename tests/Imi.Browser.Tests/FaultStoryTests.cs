using Microsoft.Data.Sqlite;
using Xunit;
using static Imi.Browser.Tests.Steps;

namespace Imi.Browser.Tests;

/// <summary>Tests that input survives a database that does not answer.</summary>
public class FaultStoryTests(RunningPlatform platform) : IClassFixture<RunningPlatform>
{
    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Input_survives_a_locked_database_and_is_sent_once(bool javaScript)
    {
        var page = await platform.SignInAsync("carmen.ruiz", javaScript: javaScript);
        await page.GotoAsync("/inbox?view=all");
        await page.PressAsync("table.list tbody tr:has-text('Aurora') a");
        var exchange = page.Url;
        var message = $"¿Hay novedades? {(javaScript ? "Con" : "Sin")} guion: «{new string('á', 2000)}» <b>&amp;</b>";
        await page.FillAsync("#text", message);
        await using (var other = new SqliteConnection($"Data Source={platform.DatabaseFile};Pooling=False"))
        {
            await other.OpenAsync();
            await using var writing = other.BeginTransaction(deferred: false);
            page.SetDefaultTimeout(30_000);
            await page.PressAsync("#messages form button");
            Assert.Contains("base de datos", await page.InnerTextAsync("main"), StringComparison.Ordinal);
            await AssertPageAsync(page, "es", javaScript);
        }

        await page.PressAsync("main form button");
        await page.GotoAsync(exchange);
        Assert.Equal(1, await page.Locator("#messages .prose").GetByText(message).CountAsync());
    }
}
