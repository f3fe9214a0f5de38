using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imi.Testing;
using static Imi.Web.Tests.Api.RequestOverApi;

namespace Imi.Web.Tests.Api;

/// <summary>Tests that a national system gets machine translations, with a real engine and the platform's own job.</summary>
[Collection(OnePlatform.Name)]
public sealed class TranslationApiTests(DemonstrationPlatform platform)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [SkippableFact]
    public async Task Translations_are_requested_and_read_when_they_are_ready()
    {
        Apertium.SkipWhereMissing();
        var spain = await platform.ApiAsync("carmen.ruiz", "es");
        var list = await spain.GetFromJsonAsync<JsonElement>("exchanges?view=all&limit=100");
        var request = list.GetProperty("items")
            .EnumerateArray()
            .Single(item => item.GetProperty("about").GetString()!.Contains("Viaggi Costa Dorada", StringComparison.Ordinal))
            .GetProperty("id")
            .GetGuid();

        var before = await spain.GetFromJsonAsync<JsonElement>($"exchanges/{request}/translations?target=pt");
        Assert.Equal("incomplete", before.GetProperty("state").GetString());
        using var asked = await spain.PostAsync($"exchanges/{request}/translations?target=pt", null);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);

        JsonElement after = default;
        await Eventually.TrueAsync(
            Patience,
            async () =>
            {
                after = await spain.GetFromJsonAsync<JsonElement>($"exchanges/{request}/translations?target=pt");
                return after.GetProperty("state").GetString() == "complete";
            },
            () => after.ToString()
        );
        var text = after.GetProperty("texts").EnumerateArray().First();
        Assert.Equal(("it", "es"), (text.GetProperty("source").GetString(), text.GetProperty("via").GetString()));
        Assert.Equal("Apertium", text.GetProperty("engines")[0].GetString());
        var exchange = await spain.GetFromJsonAsync<JsonElement>($"exchanges/{request}?translation=pt");
        Assert.Equal(after.ToString(), exchange.GetProperty("translation").ToString());
        Assert.Contains(text.GetProperty("original").GetString()!, exchange.GetProperty("answers").ToString(), StringComparison.Ordinal);
        Assert.False((await spain.GetFromJsonAsync<JsonElement>($"exchanges/{request}")).TryGetProperty("translation", out _));
        await ProblemAsync(await spain.GetAsync($"exchanges/{request}?translation=xx"), HttpStatusCode.UnprocessableEntity);
        await CorrectAsync(spain, $"exchanges/{request}/translations/segments/", text.GetProperty("segments")[0]);
        await ProblemAsync(await spain.PostAsync($"exchanges/{request}/translations?target=xx", null), HttpStatusCode.UnprocessableEntity);
        var stranger = await platform.ApiAsync("nikos.ioannou", "el");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"exchanges/{request}/translations")).StatusCode);
    }

    private static async Task CorrectAsync(HttpClient spain, string segments, JsonElement segment)
    {
        var (key, seen) = (segment.GetProperty("key").GetString(), segment.GetProperty("version").GetString());
        var correction = $"{segments}{key}/correction?target=pt";

        var corrected = await AnswerAsync(await spain.PutAsJsonAsync(correction, new { translation = "Uma tradução melhor.", seen }));
        Assert.Equal("Uma tradução melhor.", corrected.GetProperty("text").GetString());
        Assert.Equal("ES", corrected.GetProperty("correctedBy").GetProperty("country").GetString());
        Assert.Equal(segment.GetProperty("text").GetString(), corrected.GetProperty("machineText").GetString());
        await ProblemAsync(await spain.PutAsJsonAsync(correction, new { translation = "Outra.", seen }), HttpStatusCode.PreconditionFailed);
        await ProblemAsync(await spain.PutAsJsonAsync(correction, new { translation = "", seen }), HttpStatusCode.UnprocessableEntity);
        var rated = await AnswerAsync(await spain.PutAsJsonAsync($"{segments}{key}/rating?target=pt", new { rating = "bad" }));
        Assert.Equal("bad", rated.GetProperty("rating").GetString());
        await ProblemAsync(await spain.PutAsJsonAsync($"{segments}{key}/rating?target=pt", new { rating = "so so" }), HttpStatusCode.UnprocessableEntity);
        var back = await AnswerAsync(await spain.DeleteAsync($"{correction}&seen={corrected.GetProperty("version").GetString()}"));
        Assert.False(back.TryGetProperty("correctedBy", out _));
        await ProblemAsync(
            await spain.PutAsJsonAsync($"{segments}0123456789abcdef/correction?target=pt", new { translation = "Nada.", seen }),
            HttpStatusCode.NotFound
        );
    }

    private static async Task<JsonElement> AnswerAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
