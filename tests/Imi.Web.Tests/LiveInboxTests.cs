using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Imi.Web.Tests.Api;

namespace Imi.Web.Tests;

/// <summary>An open inbox says that something happened, and misses nothing that happened before it was connected.</summary>
[Collection(OnePlatform.Name)]
public sealed partial class LiveInboxTests(DemonstrationPlatform platform)
{
    [Fact]
    public async Task A_request_is_announced_in_the_open_inbox_of_its_recipient()
    {
        var spain = await platform.ApiAsync("carmen.ruiz");
        using var eleni = await PageSession.SignInAsync(platform.Host.Address, "eleni.georgiou");
        var unread = Unread().Match(await eleni.GetAsync("/inbox")).Groups[1].Value;
        var address = $"/inbox?handler=Live&unread={(unread.Length > 0 ? unread : "0")}";
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using (var open = new StreamReader(await eleni.StreamAsync(address)))
        {
            Assert.Equal(":", await open.ReadLineAsync(limit.Token)); // Nothing is new.
            var draft = await RequestOverApi.DraftAsync(spain);
            await RequestOverApi.DoneAsync(await spain.PostAsJsonAsync($"exchanges/{draft.Id()}/actions/send", new { }));
            Assert.Matches("\"unread\":[1-9].*\"said\":\"", await NewsAsync(open, limit.Token));
        }

        // The same page connects later: it hears at once what it missed.
        using var again = new StreamReader(await eleni.StreamAsync(address));
        Assert.Matches("\"unread\":[1-9]", await NewsAsync(again, limit.Token));
    }

    [Fact]
    public async Task Nobody_hears_anything_without_signing_in()
    {
        using var nobody = PageSession.Nobody(platform.Host.Address);
        using var answer = await nobody.AnswerAsync("/inbox?handler=Live");
        Assert.NotEqual("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
    }

    private static async Task<string> NewsAsync(StreamReader stream, CancellationToken cancellationToken)
    {
        while (await stream.ReadLineAsync(cancellationToken) != "event: news") { }
        return (await stream.ReadLineAsync(cancellationToken))!;
    }

    [GeneratedRegex("data-unread=\"([0-9]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Unread();
}
