using System.Net;
using System.Net.Http.Json;
using Imi.Web.Tests.Api;

namespace Imi.Web.Tests;

/// <summary>A draft says on its pages what may be asked already.</summary>
[Collection(OnePlatform.Name)]
public sealed class DuplicatePageTests(DemonstrationPlatform platform)
{
    [Fact]
    public async Task A_draft_links_to_the_request_about_the_same_provider()
    {
        var provider = $"Peregrina {Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N} Ltd";
        var spain = await platform.ApiAsync("carmen.ruiz");
        var first = await RequestOverApi.DraftAsync(spain, RequestOverApi.Answers(provider));
        var sent = await RequestOverApi.DoneAsync(await spain.PostAsJsonAsync($"exchanges/{first.Id()}/actions/send", new { }));
        using var carmen = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");

        var second = await RequestOverApi.DraftAsync(spain, RequestOverApi.Answers(provider));
        foreach (var step in (string[])["provider", "review"])
        {
            var page = WebUtility.HtmlDecode(await carmen.GetAsync($"/exchanges/{second.Id()}/edit?step={step}"));
            Assert.Contains($"Otros intercambios que usted puede ver mencionan «{provider}»:", page, StringComparison.Ordinal);
            Assert.Contains($"<a href=\"/exchanges/{first.Id()}\">{sent.GetProperty("number").GetString()}</a>", page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("mencionan «", await carmen.GetAsync($"/exchanges/{second.Id()}/edit?step=timing"), StringComparison.Ordinal);
    }
}
