using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using static Imi.Web.Tests.Api.RequestOverApi;

namespace Imi.Web.Tests.Api;

/// <summary>Tests that a national system can use the guide and begin an exchange from its outcome.</summary>
[Collection(OnePlatform.Name)]
public sealed class GuideTests(DemonstrationPlatform platform)
{
    private const string Way = "scope=case&where=another-country&matter=online-service&exclusion=none&need=own-measures&ground=public-health&prior-request=no";

    [Fact]
    public async Task The_guide_asks_one_question_at_a_time_in_the_callers_language()
    {
        var spain = await platform.ApiAsync("carmen.ruiz", "es");

        var first = await spain.GetFromJsonAsync<JsonElement>("guide");
        var last = await spain.GetFromJsonAsync<JsonElement>($"guide?{Way}");
        var end = await spain.GetFromJsonAsync<JsonElement>($"guide?{Way}&urgent=yes&forged=x");

        Assert.Equal("¿Se trata de un caso o de una norma?", first.GetProperty("question").GetProperty("text").GetString());
        Assert.Equal("urgent", last.GetProperty("question").GetProperty("name").GetString());
        var outcome = Assert.Single(end.GetProperty("outcomes").EnumerateArray());
        Assert.Equal("notification", outcome.GetProperty("procedure").GetString());
        Assert.Equal("Directiva 2000/31/CE, artículo 3, apartado 5", outcome.GetProperty("provision").GetString());
        Assert.Equal("yes", outcome.GetProperty("answers").GetProperty("urgency").GetString());
        Assert.Equal(8, end.GetProperty("path").GetArrayLength());
    }

    [Fact]
    public async Task An_exchange_begun_from_the_guide_is_prefilled_and_keeps_the_guides_answers()
    {
        var spain = await platform.ApiAsync("carmen.ruiz", "es");
        var answers = $"{Way}&urgent=yes".Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

        var draft = await DoneAsync(
            await spain.PostAsJsonAsync(
                "exchanges",
                new
                {
                    module = "ecommerce",
                    procedure = "notification",
                    guide = answers,
                    answers = new { providerName = "Aurora" },
                }
            )
        );

        Assert.Equal("yes", draft.GetProperty("answers").GetProperty("urgency").GetString());
        Assert.Equal("public-health", draft.GetProperty("answers").GetProperty("ground")[0].GetString());
        Assert.Equal("Aurora", draft.GetProperty("answers").GetProperty("providerName").GetString());
        Assert.Equal("own-measures", draft.GetProperty("guide").GetProperty("need").GetString());
        var elsewhere = await ProblemAsync(
            await spain.PostAsJsonAsync(
                "exchanges",
                new
                {
                    module = "ecommerce",
                    procedure = "request",
                    guide = answers,
                }
            ),
            HttpStatusCode.UnprocessableEntity
        );
        Assert.Contains("guide", elsewhere.GetProperty("errors").ToString(), StringComparison.Ordinal);
    }
}
