using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Imi.Kernel.Foundation.Persistence;
using Imi.Testing;
using Imi.Web.Hosting;
using Imi.Web.Tests.Api;
using Microsoft.Extensions.Configuration;

namespace Imi.Web.Tests;

/// <summary>Tests the export of metrics and traces, which must contain no personal data.</summary>
public sealed partial class TelemetryTests
{
    private const string Token = "f0f6b2b1c8e14c0f9a52f0f6b2b1c8e1";
    private const string Canary = "canary9c41";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Metrics that exist only after a fault.</summary>
    private static readonly string[] Rare = ["imi_transaction_retries_total"];

    [Fact]
    public async Task Metrics_and_traces_name_routes_and_actions_but_identify_nobody()
    {
        using var collector = new OtlpSink();
        var platform = new DemonstrationPlatform(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Imi__Telemetry__Prometheus__Token"] = Token,
                ["Imi__Telemetry__Otlp__Endpoint"] = collector.Address,
                ["Imi__Telemetry__Otlp__Protocol"] = "Http",
                ["Imi__Telemetry__TracedShare"] = "1",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "500",
            }
        );
        try
        {
            await platform.InitializeAsync();
            await UsePlatformAsync(platform);
            using var prometheus = new HttpClient { BaseAddress = new Uri(platform.Host.Address.Replace("localhost", "127.0.0.1", StringComparison.Ordinal)) };
            using var stranger = await prometheus.GetAsync(TelemetryHosting.Metrics);
            Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
            prometheus.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);

            var wanted = await DashboardMetricsAsync();
            var scraped = "";
            IReadOnlyList<string> missing = [];
            await Eventually.TrueAsync(
                Patience,
                async () =>
                {
                    scraped = await prometheus.GetStringAsync(TelemetryHosting.Metrics);
                    missing = [.. wanted.Where(name => !Regex.IsMatch(scraped, $@"^{name}[{{ ]", RegexOptions.Multiline, TimeSpan.FromSeconds(5)))];
                    return missing.Count == 0 && scraped.Contains("imi_job=\"mail\"", StringComparison.Ordinal);
                },
                () => $"Not exported: {string.Join(", ", missing)}\n{scraped}"
            );
            Has(scraped, "imi_actions_total", "imi_module=\"ecommerce\"", "imi_procedure=\"request\"", "imi_action=\"do:send\"", "imi_outcome=\"done\"");
            Has(scraped, "imi_actions_total", "imi_action=\"do:accept\"", "imi_outcome=\"forbidden\"");
            Has(scraped, "http_server_request_duration_seconds_count", "api/v1/exchanges/{id:guid}\"");
            Has(scraped, "db_client_operation_duration_seconds_bucket", "le=\"0.001\"");
            Has(scraped, "imi_job_duration_seconds_bucket", "le=\"3600\"");
            await Eventually.TrueAsync(
                Patience,
                () =>
                    Task.FromResult(
                        collector.Text("/v1/metrics").Contains("imi.outbox.waiting", StringComparison.Ordinal)
                            && collector.Text("/v1/traces").Contains("GET /api/v1/exchanges/{id:guid}", StringComparison.Ordinal)
                    ),
                () => collector.Text("/v1/traces")
            );
            var traces = collector.Text("/v1/traces");
            Assert.All((string[])["SELECT", "do:send", "job mail", "http.route"], name => Assert.Contains(name, traces, StringComparison.Ordinal));
            foreach (var exported in (string[])[scraped, collector.Text("/v1/metrics"), traces])
            {
                Assert.DoesNotMatch(AnyId(), exported);
                foreach (var personal in (string[])[Canary, "carmen.ruiz", "eleni.georgiou", "url.path", "user_agent", "127.0.0.1"])
                    Assert.DoesNotContain(personal, exported, StringComparison.OrdinalIgnoreCase);
            }
        }
        finally
        {
            await platform.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("Otlp:Endpoint", "ftp://collector")]
    [InlineData("Otlp:Endpoint", "http://name:secret@collector")]
    [InlineData("Otlp:Protocol", "grpc")]
    [InlineData("Otlp:Headers", "api-key=secret")]
    [InlineData("Prometheus:Token", "secret")]
    [InlineData("Prometheus:Token", "secret secret secret secret secret")]
    [InlineData("TracedShare", "1.5")]
    [InlineData("TracedShare", "half")]
    public void A_wrong_setting_is_named_and_its_secret_is_not_shown(string setting, string value)
    {
        var problem = Assert.Throws<ConfigurationProblem>(() => Read(($"Imi:Telemetry:{setting}", value)));
        Assert.Contains("Imi:Telemetry:", problem.Message, StringComparison.Ordinal);
        Assert.Contains(setting, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_settings_nothing_is_collected() => Assert.False(Read().IsOn);

    private static TelemetrySettings Read(params (string Name, string Value)[] settings) =>
        TelemetrySettings.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Name, setting.Value)))
                .Build()
        );

    /// <summary>Sends a request, makes calls that are refused, and opens pages, all with data that identify a person.</summary>
    private static async Task UsePlatformAsync(DemonstrationPlatform platform)
    {
        var (spain, cyprus) = (await platform.ApiAsync("carmen.ruiz"), await platform.ApiAsync("eleni.georgiou"));
        foreach (var client in (HttpClient[])[spain, cyprus])
        {
            client.DefaultRequestHeaders.UserAgent.ParseAdd(Canary);
            client.DefaultRequestHeaders.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            client.DefaultRequestHeaders.Add("tracestate", $"vendor={Canary}");
            client.DefaultRequestHeaders.Add("baggage", $"person={Canary}");
        }

        var request = await RequestOverApi.DraftAsync(spain, RequestOverApi.Answers(Canary));
        var address = $"exchanges/{request.Id()}";
        await RequestOverApi.DoneAsync(await spain.PostAsJsonAsync($"{address}/actions/send", new { }));
        using var forbidden = await spain.PostAsJsonAsync($"{address}/actions/accept", new { });
        using var unknown = await cyprus.PostAsJsonAsync($"{address}/actions/{Canary}", new { });
        using var method = await cyprus.SendAsync(new HttpRequestMessage(new HttpMethod(Canary), address));
        using var missing = await cyprus.GetAsync($"nothing/{Canary}?search={Canary}");
        Assert.Contains(Canary, await cyprus.GetStringAsync(address), StringComparison.Ordinal);
        using var person = await PageSession.SignInAsync(platform.Host.Address, "eleni.georgiou");
        Assert.Contains(Canary, await person.GetAsync($"/{address}?name={Canary}"), StringComparison.Ordinal);
    }

    /// <summary>Asserts that a line of a metric has all these labels.</summary>
    private static void Has(string scraped, string metric, params string[] labels) =>
        Assert.Contains(
            scraped.Split('\n'),
            line =>
                line.StartsWith($"{metric}{{", StringComparison.Ordinal) && Array.TrueForAll(labels, label => line.Contains(label, StringComparison.Ordinal))
        );

    /// <summary>Returns the names of the metrics that the dashboard uses.</summary>
    private static async Task<IReadOnlyList<string>> DashboardMetricsAsync()
    {
        await using var file = File.OpenRead(PlatformProcess.Folder("docs", "grafana-dashboard.json"));
        using var dashboard = await JsonDocument.ParseAsync(file);
        var names = dashboard
            .RootElement.GetProperty("panels")
            .EnumerateArray()
            .Where(panel => panel.TryGetProperty("targets", out _))
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .SelectMany(target => AnyMetric().Matches(target.GetProperty("expr").GetString()!))
            .Select(match => match.Value)
            .Distinct(StringComparer.Ordinal)
            .Except(Rare, StringComparer.Ordinal)
            .ToList();
        Assert.NotEmpty(names);
        return names;
    }

    [GeneratedRegex(@"\b(imi|http_server|db_client|dotnet)_\w+(?=\{)", RegexOptions.None, 1000)]
    private static partial Regex AnyMetric();

    [GeneratedRegex("[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AnyId();
}
