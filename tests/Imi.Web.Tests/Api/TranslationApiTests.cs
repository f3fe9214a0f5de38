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
        await ProblemAsync(await spain.PostAsync($"exchanges/{request}/translations?target=xx", null), HttpStatusCode.UnprocessableEntity);
        var stranger = await platform.ApiAsync("nikos.ioannou", "el");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"exchanges/{request}/translations")).StatusCode);
    }
}
