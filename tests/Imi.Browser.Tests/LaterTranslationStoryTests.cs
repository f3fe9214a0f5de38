using System.Collections.Concurrent;
using System.Text.Json;
using Imi.Testing;
using Microsoft.Playwright;
using Xunit;
using static Imi.Browser.Tests.Steps;

namespace Imi.Browser.Tests;

/// <summary>An engine that answers later, and badly: its stand-in answers while the reader has the exchange open.</summary>
public sealed class LaterTranslationStoryTests : IAsyncLifetime
{
    private readonly ETranslationServer _engine = new();
    private RunningPlatform? _platform;

    public async Task InitializeAsync()
    {
        await _engine.StartAsync();
        _platform = new RunningPlatform(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Imi__PublicAddress"] = "{address}",
                ["Imi__Translation__Engines__0__Kind"] = "ETranslation",
                ["Imi__Translation__Engines__0__Address"] = _engine.Address,
                ["Imi__Translation__Engines__0__Application"] = ETranslationServer.Application,
                ["Imi__Translation__Engines__0__ApiKey"] = ETranslationServer.Password,
            }
        );
        await _platform.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _platform!.DisposeAsync();
        await _engine.DisposeAsync();
    }

    [SkippableFact]
    public async Task A_translation_arrives_on_the_open_page_although_the_engine_misbehaves()
    {
        var spain = await _platform!.SignInAsync("carmen.ruiz");
        var faults = new ConcurrentQueue<string>();
        spain.PageError += (_, error) => faults.Enqueue(error);
        await spain.GotoAsync("/inbox?view=all");
        await spain.PressAsync("tr:has-text('Viaggi Costa Dorada') a");
        var request = new Uri(spain.Url).AbsolutePath;
        await spain.PressAsync("form[action*='handler=Translate'] button");
        await Assertions.Expect(spain.Locator("[data-translating]")).ToBeVisibleAsync();
        Assert.Equal(0, await spain.Locator(".translated").CountAsync());
        await AssertPageAsync(spain, "es");

        var submission = await NextAsync(0);
        await AnswerAsync(submission, "<script>document.title = 'changed'</script>"); // One line for many: the sentences are submitted again in halves.
        for (var next = 1; await spain.Locator("[data-translating]").CountAsync() > 0; next++)
        {
            Assert.True(next < 40, "The translation never ends.");
            if (_engine.Requests.Count > next)
                await _engine.AnswerAsync(_engine.Requests.ElementAt(next), times: 2);
            else
                await spain.WaitForTimeoutAsync(500);
        }

        // The page was not loaded again.
        await Assertions.Expect(spain.Locator(".translated").First).ToContainTextAsync("[es] ");
        await Assertions.Expect(spain.Locator("[data-translation-said]")).ToHaveTextAsync("Ha llegado una traducción.");
        Assert.Contains("L’agenzia ha venduto soggiorni", await spain.InnerTextAsync("#content"), StringComparison.Ordinal);
        await AssertPageAsync(spain, "es");

        // The engine's late and repeated answers change nothing, and what was translated is translated at once for the next reader.
        await _engine.AnswerAsync(submission, times: 2);
        var submitted = _engine.Requests.Count;
        var colleague = await _platform.SignInAsync("luis.cabrera");
        await colleague.GotoAsync(request);
        await Assertions.Expect(colleague.Locator(".translated").First).ToContainTextAsync("[es] ");
        Assert.Equal(submitted, _engine.Requests.Count);
        Assert.Empty(faults);
    }

    private async Task<JsonElement> NextAsync(int number)
    {
        await Eventually.TrueAsync(TimeSpan.FromSeconds(30), () => Task.FromResult(_engine.Requests.Count > number), () => "Nothing was submitted.");
        return _engine.Requests.ElementAt(number);
    }

    private async Task AnswerAsync(JsonElement request, string text) =>
        (
            await _engine.AnswerAsync(
                request,
                new
                {
                    requestId = 1,
                    externalReference = ETranslationServer.Reference(request),
                    translatedText = text,
                }
            )
        ).Dispose();
}
