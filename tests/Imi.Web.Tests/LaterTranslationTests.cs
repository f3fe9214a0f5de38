using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imi.Testing;

namespace Imi.Web.Tests;

/// <summary>
/// Tests an engine that answers later with the real host: its stand-in answers at a wrong address, twice, and after the host was killed while it waited.
/// </summary>
public sealed class LaterTranslationTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task An_answer_survives_the_death_of_the_node_and_is_shown_once()
    {
        await using var engine = new ETranslationServer();
        await engine.StartAsync();
        var platform = new DemonstrationPlatform(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Imi__PublicAddress"] = "{address}",
                ["Imi__Translation__Engines__0__Kind"] = "ETranslation",
                ["Imi__Translation__Engines__0__Address"] = engine.Address,
                ["Imi__Translation__Engines__0__Application"] = ETranslationServer.Application,
                ["Imi__Translation__Engines__0__ApiKey"] = ETranslationServer.Password,
            }
        );
        await platform.InitializeAsync();
        try
        {
            var spain = await platform.ApiAsync("carmen.ruiz", "es");
            var request = await RequestAsync(spain);
            using (var asked = await spain.PostAsync($"exchanges/{request}/translations?target=da", null))
                Assert.Equal("waiting", (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString());
            Assert.NotEmpty(engine.Requests);
            using var client = new HttpClient();
            var address = new Uri(AddressOf(engine.Requests.First()));
            using (var wrong = await client.PostAsync(new Uri($"{address}0"), new StringContent("{}")))
                Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
            using (var read = await client.GetAsync(address))
                Assert.NotEqual(HttpStatusCode.OK, read.StatusCode);

            await platform.Host.KillAsync();
            await platform.Host.StartAsync();
            foreach (var submission in engine.Requests.Reverse())
                await engine.AnswerAsync(submission, times: 2);

            JsonElement after = default;
            await Eventually.TrueAsync(
                Patience,
                async () =>
                {
                    after = await spain.GetFromJsonAsync<JsonElement>($"exchanges/{request}/translations?target=da");
                    return after.GetProperty("state").GetString() == "complete";
                },
                () => after.ToString()
            );
            Assert.StartsWith("[da] ", after.GetProperty("texts")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
            Assert.Equal("ETranslation", after.GetProperty("texts")[0].GetProperty("engines")[0].GetString());
            using (var late = await client.PostAsync(address, new StringContent("{}")))
                Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
            Assert.DoesNotContain(address.Segments[^1], platform.Host.Output, StringComparison.Ordinal);
        }
        finally
        {
            await platform.DisposeAsync();
        }
    }

    private static async Task<Guid> RequestAsync(HttpClient api) =>
        (await api.GetFromJsonAsync<JsonElement>("exchanges?view=all&limit=100"))
            .GetProperty("items")
            .EnumerateArray()
            .Single(item => item.GetProperty("about").GetString()!.Contains("Viaggi Costa Dorada", StringComparison.Ordinal))
            .GetProperty("id")
            .GetGuid();

    private static string AddressOf(JsonElement submission) => submission.GetProperty("notifications").GetProperty("success").GetProperty("http").GetString()!;
}
