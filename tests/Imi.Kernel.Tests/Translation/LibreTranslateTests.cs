using System.Diagnostics;
using Imi.Kernel.Features.Translation;
using Imi.Testing;
using Microsoft.AspNetCore.Http;

namespace Imi.Kernel.Tests.Translation;

/// <summary>Tests the adapter of LibreTranslate with a server that stands in for it.</summary>
public sealed class LibreTranslateTests : IAsyncLifetime
{
    private const string Key = "s3cret-key";
    private const string Text = "A text of the exchange";
    private readonly LibreTranslateServer _server = new();

    public Task InitializeAsync() => _server.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task The_engine_offers_the_pairs_of_the_servers_languages_that_the_network_knows()
    {
        await using var engines = Engine();
        var pairs = await engines.First.PairsAsync(CancellationToken.None);
        Assert.Equal(["en-de", "en-el"], pairs.Select(pair => $"{pair}").Order(StringComparer.Ordinal));
        Assert.Equal(TranslationFault.Refused, (await engines.FaultAsync("de-en", Text)).Kind);
    }

    [Fact]
    public async Task Two_thousand_segments_come_back_in_their_order_and_no_request_is_larger_than_the_server_takes()
    {
        await using var engines = Engine(("0:CharacterLimit", "300"));
        var segments = Enumerable.Range(0, 2_000).Select(i => $"Segment {i} {new string('x', i % 250)}").ToList();
        var translated = await engines.First.TranslateAsync(Engines.Pair("en-el"), segments, CancellationToken.None);
        Assert.Equal(segments.Select(segment => $"el:{segment}".Trim()), translated.Select(segment => segment.Trim()));
        Assert.All(_server.Requests, request => Assert.True(request.GetProperty("q").EnumerateArray().Sum(text => text.GetString()!.Length) <= 300));
        Assert.All(_server.Requests, request => Assert.True(request.GetProperty("q").GetArrayLength() <= 25));
    }

    [Fact]
    public async Task A_request_has_the_key_and_the_format_of_plain_text_and_texts_come_back_as_they_are()
    {
        await using var engines = Engine();
        const string Signs = "<b>A</b> &amp; <script>alert(\"1\")</script> „x“ «y» 'z' 😀 \\u0041 \uE0001\uE001";
        Assert.Equal($"\n de:{Signs}\r\n\tde:b\n12", await engines.TranslateAsync("en-de", $"\n {Signs}\r\n\tb\n12"));
        var request = Assert.Single(_server.Requests);
        Assert.Equal(("en", "de", "text", Key), (Said(request, "source"), Said(request, "target"), Said(request, "format"), Said(request, "api_key")));
    }

    [Fact]
    public async Task A_segment_that_is_empty_or_too_long_is_refused()
    {
        await using var engines = Engine();
        foreach (var text in (string[])["", new string('a', 30_000)])
            await Assert.ThrowsAsync<ArgumentException>(() => engines.First.TranslateAsync(Engines.Pair("en-de"), [text], CancellationToken.None));
        Assert.Empty(_server.Requests);
    }

    [Theory]
    [InlineData(429, TranslationFault.Busy, 1)]
    [InlineData(400, TranslationFault.Refused, 1)]
    [InlineData(403, TranslationFault.Refused, 1)]
    [InlineData(500, TranslationFault.Unreachable, 3)]
    [InlineData(503, TranslationFault.Unreachable, 3)]
    [InlineData(302, TranslationFault.Unreachable, 1)]
    public async Task A_status_is_a_fault_and_only_a_passing_one_is_tried_again(int status, TranslationFault kind, int requests)
    {
        _server.AnswerInstead = async context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/languages";
            context.Response.Headers.RetryAfter = "1";
            await context.Response.WriteAsJsonAsync(new { error = $"Not with {Key}: {Text}" });
        };
        await using var engines = Engine();
        var fault = await engines.FaultAsync("en-de", Text);
        Assert.Equal(
            (kind, $"The translation engine LibreTranslate answered translate with status {status}.", requests),
            (fault.Kind, fault.Message, _server.Requests.Count)
        );
        Assert.All([.. engines.Logged, $"{fault}"], line => Assert.True(IsSilent(line), line));
    }

    [Theory]
    [InlineData("""{"translatedText":["eins"]}""", "answered 1 lines to 2")]
    [InlineData("""{"translatedText":["eins","zwei","drei"]}""", "answered 3 lines to 2")]
    [InlineData("""{"translatedText":["eins",null]}""", "answered translate with something else than it promises")]
    [InlineData("""{"translatedText":"eins"}""", "answered translate with something else than it promises")]
    [InlineData("""{"error":"no"}""", "answered translate with something else than it promises")]
    [InlineData("<html>A text of the exchange</html>", "answered translate with something else than it promises")]
    [InlineData("", "answered translate with something else than it promises")]
    public async Task Another_answer_than_the_server_promises_is_nonsense(string body, string what)
    {
        _server.AnswerInstead = context => context.Response.WriteAsync(body);
        await using var engines = Engine();
        var fault = await engines.FaultAsync("en-de", Text, "two");
        Assert.Equal((TranslationFault.Nonsense, $"The translation engine LibreTranslate {what}."), (fault.Kind, fault.Message));
        Assert.True(IsSilent($"{fault}"));
    }

    [Fact]
    public async Task An_oversized_answer_is_not_read_to_its_end()
    {
        _server.AnswerInstead = async context =>
        {
            var chunk = new byte[1024 * 1024];
            for (var megabyte = 0; megabyte < 500 && !context.RequestAborted.IsCancellationRequested; megabyte++)
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
        };
        await using var engines = Engine();
        Assert.Equal(TranslationFault.Nonsense, (await engines.FaultAsync("en-de", Text)).Kind);
    }

    [Fact]
    public async Task A_slow_server_does_not_hold_a_call_longer_than_its_limit()
    {
        _server.AnswerInstead = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        await using var engines = Engine(("0:AttemptSeconds", "2"), ("0:TimeoutSeconds", "5"));
        await engines.First.PairsAsync(CancellationToken.None);
        var watch = Stopwatch.StartNew();
        var fault = await engines.FaultAsync("en-de", Text);
        Assert.Equal((TranslationFault.Unreachable, "The translation engine LibreTranslate did not answer within 5 seconds."), (fault.Kind, fault.Message));
        Assert.InRange(watch.Elapsed.TotalSeconds, 4.5, 60);
        Assert.True(_server.Requests.Count > 1, "The slow request was not tried again.");
    }

    [Fact]
    public async Task Cancelling_ends_the_request()
    {
        var isAborted = new TaskCompletionSource();
        using var stop = new CancellationTokenSource();
        _server.AnswerInstead = async context =>
        {
            context.RequestAborted.Register(isAborted.SetResult);
            await stop.CancelAsync();
            await isAborted.Task;
        };
        await using var engines = Engine();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engines.First.TranslateAsync(Engines.Pair("en-de"), [Text], stop.Token));
        await isAborted.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_server_that_keeps_failing_is_left_alone_for_a_while()
    {
        _server.AnswerInstead = context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        await using var engines = Engine();
        await engines.First.PairsAsync(CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, 120).Select(_ => engines.FaultAsync("en-de", Text)));
        var before = _server.Requests.Count;
        Assert.Equal(TranslationFault.Unreachable, (await engines.FaultAsync("en-de", Text)).Kind);
        Assert.Equal(before, _server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_does_not_listen_is_one_sentence_in_the_log_and_offers_no_pair()
    {
        await using var engines = Engine(("0:Address", "http://127.0.0.1:9"));
        Assert.Empty(await engines.First.PairsAsync(CancellationToken.None));
        Assert.Empty(await engines.First.PairsAsync(CancellationToken.None));
        Assert.Equal(TranslationFault.Unreachable, (await engines.FaultAsync("en-de", Text)).Kind);
        var line = Assert.Single(engines.Logged);
        Assert.StartsWith("Error: The translation engine LibreTranslate does not answer: ", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }

    private Engines Engine(params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["0:Kind"] = "LibreTranslate",
            ["0:Address"] = _server.Address,
            ["0:ApiKey"] = Key,
        };
        foreach (var (name, value) in more)
            settings[name] = value;
        return Engines.Of([.. settings.Select(setting => (setting.Key, setting.Value))]);
    }

    private static string? Said(System.Text.Json.JsonElement request, string property) => request.GetProperty(property).GetString();

    private static bool IsSilent(string line) => !line.Contains(Key, StringComparison.Ordinal) && !line.Contains(Text, StringComparison.Ordinal);
}
