using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Imi.Web.Tests.Api;

namespace Imi.Web.Tests;

/// <summary>Tests that killing the process loses nothing acknowledged and leaves nothing incomplete.</summary>
public class KillTests
{
    [Fact]
    public async Task Everything_acknowledged_before_a_kill_is_there_after_the_restart()
    {
        var platform = new DemonstrationPlatform();
        await platform.InitializeAsync();
        try
        {
            var spain = await platform.ApiAsync("carmen.ruiz");
            var acknowledged = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
            var work = Enumerable.Range(0, 3).Select(_ => SendWithoutEndAsync(spain, acknowledged)).ToList();
            while (acknowledged.Count < 12)
                await Task.Delay(20);
            await platform.Host.KillAsync();
            await Task.WhenAll(work);

            await platform.Host.StartAsync();
            var again = await platform.ApiAsync("carmen.ruiz");
            foreach (var (id, number) in acknowledged)
            {
                var exchange = await RequestOverApi.DoneAsync(await again.GetAsync($"exchanges/{id}"));
                Assert.Equal(("awaiting-acceptance", number), (exchange.GetProperty("state").GetString(), exchange.GetProperty("number").GetString()));
                Assert.Equal("https://aurora-deals.example", exchange.GetProperty("answers").GetProperty("webAddresses")[0].GetString());
                Assert.Equal(["create", "send"], exchange.GetProperty("timeline").EnumerateArray().Select(entry => entry.GetProperty("action").GetString()));
            }

            Assert.Equal(acknowledged.Count, acknowledged.Values.Distinct(StringComparer.Ordinal).Count());
            var (exitCode, output, errors) = await platform.Host.ImiAsync("audit", "verify");
            Assert.True(exitCode == 0, output + errors);
        }
        finally
        {
            await platform.DisposeAsync();
        }
    }

    private static async Task SendWithoutEndAsync(HttpClient api, ConcurrentDictionary<string, string> acknowledged)
    {
        try
        {
            while (true)
            {
                var draft = await RequestOverApi.DraftAsync(api);
                using var response = await api.PostAsJsonAsync($"exchanges/{draft.Id()}/actions/send", new { });
                if (response.IsSuccessStatusCode)
                    acknowledged[draft.Id()] = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("number").GetString()!;
            }
        }
        catch (Exception killed) when (killed is HttpRequestException or IOException or TaskCanceledException)
        {
            // The process was killed.
        }
    }
}
