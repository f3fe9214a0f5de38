using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Imi.Web.Tests.Api;

/// <summary>Tests the choice of language and the method HEAD.</summary>
[Collection(OnePlatform.Name)]
public sealed class RequestHeaderTests(DemonstrationPlatform platform)
{
    [Theory]
    [InlineData("EL", "", "el")]
    [InlineData("de-AT", "", "de")]
    [InlineData("DE-at;q=0.5, FR-be", "", "fr")]
    [InlineData("fr;q=0, es;q=0.1", "", "es")]
    [InlineData("de;q=0, de-AT, el;q=0.2", "", "el")]
    [InlineData("pt, *;q=0.1, en;q=0", "", "de")]
    [InlineData("en;q=0", "", "de")]
    [InlineData("pt-BR", "", "es")] // The language of Carmen's profile.
    [InlineData("fr", "?language=EL", "el")]
    [InlineData("fr", "?language=De-Ch", "de")]
    [InlineData("fr", "?language=xx", "fr")]
    public async Task A_language_is_matched_in_any_case_and_with_a_region_unless_excluded(string accepted, string query, string expected)
    {
        using var api = await platform.ApiAsync("carmen.ruiz", accepted);
        using var answer = await api.GetAsync($"modules{query}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal([expected], answer.Content.Headers.ContentLanguage);
    }

    [Theory]
    [InlineData("EL", "el")]
    [InlineData("de-AT", "de")]
    public async Task A_language_in_a_body_is_matched_in_any_case_and_with_a_region(string written, string expected)
    {
        using var api = await platform.ApiAsync("carmen.ruiz");
        using var begun = await api.PostAsJsonAsync(
            "exchanges",
            new
            {
                module = "ecommerce",
                procedure = "request",
                language = written,
            }
        );
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        Assert.Equal(expected, (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("language").GetString());
    }

    [Fact]
    public async Task HEAD_answers_like_GET_without_a_body()
    {
        using var api = await platform.ApiAsync("carmen.ruiz");
        foreach (var address in (string[])["modules", "exchanges", "authorities?country=ES", "no-such", "openapi.json"])
        {
            using var got = await api.GetAsync(address);
            using var head = await api.SendAsync(new HttpRequestMessage(HttpMethod.Head, address));
            Assert.Equal((address, got.StatusCode, got.Content.Headers.ContentType), (address, head.StatusCode, head.Content.Headers.ContentType));
            Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        }

        using var nobody = await platform.ApiAsync(null);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.SendAsync(new HttpRequestMessage(HttpMethod.Head, "exchanges"))).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await api.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "modules"))).StatusCode);
    }
}
