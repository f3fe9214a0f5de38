using System.Text;
using System.Text.Json;
using Imi.Kernel.Features.Translation;
using Imi.Testing;
using Microsoft.AspNetCore.Http;

namespace Imi.Kernel.Tests.Translation;

/// <summary>Tests the adapter of eTranslation with a server that stands in for it.</summary>
public sealed class ETranslationTests : IAsyncLifetime
{
    private const string Text = "A text of the exchange";
    private const string Reference = "0193-reference";
    private static readonly Uri Address = new("https://imi.example/translation-answers/1/s3cret-part");
    private readonly ETranslationServer _server = new();

    public Task InitializeAsync() => _server.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_submission_has_text_languages_domain_reference_and_the_address_for_every_answer()
    {
        await using var engines = Engine();
        await SubmitAsync(engines, "en-es", Text, "Second \uE00012\uE001\nline");
        var request = Assert.Single(_server.Requests);
        Assert.Equal($"{Text}\nSecond XQ12QX line", request.GetProperty("textToTranslate").GetString());
        Assert.Equal(("EN", "ES", "GEN"), (Said(request, "sourceLanguage"), request.GetProperty("targetLanguages")[0].GetString(), Said(request, "domain")));
        Assert.Equal(Reference, ETranslationServer.Reference(request));
        Assert.Equal($"{Address}", request.GetProperty("notifications").GetProperty("failure").GetProperty("http").GetString());
        Assert.Equal($"{Address}", request.GetProperty("deliveries").GetProperty("http").GetString());
    }

    [Fact]
    public async Task The_first_version_signs_in_with_a_digest_and_answers_with_a_form()
    {
        await using var engines = Engine("ETranslation1");
        Assert.Equal(["el-es", "en-de", "en-es"], (await engines.FirstDeferred.PairsAsync(default)).Select(pair => $"{pair}").Order(StringComparer.Ordinal));
        await SubmitAsync(engines, "en-es", Text);
        var request = Assert.Single(_server.Requests);
        Assert.Equal((Reference, $"{Address}"), (Said(request, "externalReference"), Said(request, "requesterCallback")));
        Assert.Equal(ETranslationServer.Application, request.GetProperty("callerInformation").GetProperty("application").GetString());

        var fields = new Dictionary<string, string> { ["external-reference"] = Reference, ["translated-text"] = "Un xq 1 QX texto" };
        Assert.Equal(["Un \uE0001\uE001 texto"], engines.FirstDeferred.Read(new EngineMessage("form", fields, default), Reference)!.Texts);
        fields = new Dictionary<string, string> { ["external-reference"] = Reference, ["error-code"] = "-20028" };
        Assert.Equal(TranslationFault.Busy, engines.FirstDeferred.Read(new EngineMessage("form", fields, default), Reference)!.Fault);
    }

    [Fact]
    public async Task An_answer_is_a_text_or_base64_and_one_for_another_submission_is_ignored()
    {
        await using var engines = Engine();
        Assert.Equal(["Uno", "Dos"], Read(engines, new { externalReference = Reference, translatedText = "Uno\r\nDos\n" })!.Texts);
        var delivered = Convert.ToBase64String(Encoding.UTF8.GetBytes("¿Uno?\nDos"));
        Assert.Equal(["¿Uno?", "Dos"], Read(engines, new { externalReference = Reference, result = delivered })!.Texts);
        Assert.Equal(["¿Uno?"], Read(engines, new { externalReference = Reference, result = "¿Uno?" })!.Texts);
        Assert.Null(Read(engines, new { externalReference = "another", translatedText = "Uno" }));
        Assert.Null(Read(engines, new { externalReference = Reference, requestId = 7 }));
        Assert.Equal(TranslationFault.Refused, Read(engines, new { externalReference = Reference, errorCode = -20013 })!.Fault);
        foreach (var body in (string[])["<html>Bad gateway</html>", "[1]", "{", "{\"a\":1,\"a\":2}"])
            Assert.Equal(
                TranslationFault.Nonsense,
                engines.FirstDeferred.Read(new EngineMessage("text/html", new Dictionary<string, string>(), Encoding.UTF8.GetBytes(body)), Reference)!.Fault
            );
    }

    [Theory]
    [InlineData(
        """{"errorCode":-11200,"errorMessage":"quota"}""",
        200,
        TranslationFault.Busy,
        "answered with error -11200: the quota of active requests is used up"
    )]
    [InlineData("""{"errorCode":-11200}""", 400, TranslationFault.Busy, "answered with error -11200: the quota of active requests is used up")]
    [InlineData("-20007", 200, TranslationFault.Refused, "answered with error -20007: the application is not authorised")]
    [InlineData("-20021", 400, TranslationFault.Nonsense, "answered with error -20021: the text is too long")]
    [InlineData("-99999", 200, TranslationFault.Unreachable, "answered with error -99999: the reason is not known")]
    [InlineData("<html>", 503, TranslationFault.Unreachable, "answered askTranslate with status 503")]
    [InlineData("<html>", 200, TranslationFault.Nonsense, "answered askTranslate with something else than it promises")]
    [InlineData("", 429, TranslationFault.Busy, "answered askTranslate with status 429")]
    public async Task A_refusal_is_a_fault_with_its_reason_and_nothing_is_submitted_twice(string body, int status, TranslationFault kind, string reason)
    {
        _server.AnswerInstead = async context =>
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(body);
        };
        await using var engines = Engine();
        var fault = await Assert.ThrowsAsync<TranslationFaultException>(() => SubmitAsync(engines, "en-es", Text));
        Assert.Equal((kind, $"The translation engine eTranslation {reason}."), (fault.Kind, $"{fault.Message.TrimEnd('.')}."));
        Assert.Single(_server.Requests);
        Assert.All(
            [.. engines.Logged, $"{fault}"],
            line =>
            {
                Assert.DoesNotContain(ETranslationServer.Password, line, StringComparison.Ordinal);
                Assert.DoesNotContain(Text, line, StringComparison.Ordinal);
                Assert.DoesNotContain("s3cret-part", line, StringComparison.Ordinal);
            }
        );
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        await using var engines = Engine("ETranslation", "wrong");
        Assert.Equal(TranslationFault.Refused, (await Assert.ThrowsAsync<TranslationFaultException>(() => SubmitAsync(engines, "en-es", Text))).Kind);
        Assert.Empty(_server.Requests);
    }

    private Engines Engine(string kind = "ETranslation", string password = ETranslationServer.Password) =>
        Engines.Of(
            ("0:Kind", kind),
            ("0:Name", "eTranslation"),
            ("0:Address", _server.Address),
            ("0:Application", ETranslationServer.Application),
            ("0:ApiKey", password)
        );

    private static Task SubmitAsync(Engines engines, string pair, params string[] segments) =>
        engines.FirstDeferred.SubmitAsync(Engines.Pair(pair), segments, Reference, Address, CancellationToken.None);

    private static EngineAnswer? Read(Engines engines, object message) =>
        engines.FirstDeferred.Read(
            new EngineMessage("application/json", new Dictionary<string, string>(), JsonSerializer.SerializeToUtf8Bytes(message)),
            Reference
        );

    private static string? Said(JsonElement request, string name) => request.GetProperty(name).GetString();
}
