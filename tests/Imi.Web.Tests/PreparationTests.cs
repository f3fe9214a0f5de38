using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imi.Testing;

namespace Imi.Web.Tests;

/// <summary>Tests that pages wait until the platform is prepared while health reports the preparation.</summary>
public class PreparationTests
{
    [Fact]
    public async Task A_page_requested_during_another_nodes_migration_is_answered_afterwards()
    {
        await using var host = new PlatformProcess();
        var other = new FileStream(Path.Combine(host.DataDirectory, "imi.db.migration.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        var ready = host.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(host.Address), Timeout = TimeSpan.FromMinutes(4) };
        await AliveAsync(http, ready);
        using var health = await http.GetAsync("/health/ready");
        var page = http.GetAsync("/help");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal("preparing", (await health.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("database").GetString());
        Assert.False(page.IsCompleted || ready.IsCompleted);

        while (!host.Output.Contains("Waiting for another process that holds the lock 'migration'", StringComparison.Ordinal) && !ready.IsCompleted)
            await Task.Delay(50);
        Assert.False(ready.IsCompleted);
        await other.DisposeAsync();
        await ready;
        Assert.Equal(HttpStatusCode.OK, (await page).StatusCode);
    }

    private static async Task AliveAsync(HttpClient http, Task start)
    {
        while (!start.IsCompleted)
        {
            try
            {
                using var answer = await http.GetAsync("/health/live");
                if (answer.StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50); // The host does not listen yet.
            }
        }

        await start;
    }
}
