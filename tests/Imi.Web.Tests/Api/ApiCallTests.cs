using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Imi.Web.Tests.Api;

/// <summary>Tests that the limit of calls applies to each token separately.</summary>
public sealed class ApiCallTests : IAsyncLifetime
{
    private const int Calls = 10;
    private readonly DemonstrationPlatform _platform = new(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["Imi__Api__CallsPerMinute"] = $"{Calls}" }
    );

    public Task InitializeAsync() => _platform.InitializeAsync();

    public Task DisposeAsync() => _platform.DisposeAsync();

    [Fact]
    public async Task A_token_over_its_call_limit_is_refused_in_the_callers_language_without_affecting_others()
    {
        using var carmen = await _platform.ApiAsync("carmen.ruiz", "de");
        using var eleni = await _platform.ApiAsync("eleni.georgiou");
        HttpResponseMessage answer;
        var made = 0;
        do
        {
            answer = await carmen.GetAsync("modules");
            made++;
        } while (answer.IsSuccessStatusCode && made <= 10 * Calls);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(made, Calls + 1, 2 * Calls);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("Das waren zu viele Aufrufe", problem.GetProperty("title").GetString());
        Assert.Contains("Sekunden", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await eleni.GetAsync("modules")).StatusCode);
    }
}
