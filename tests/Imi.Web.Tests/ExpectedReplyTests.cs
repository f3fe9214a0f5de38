using System.Net;
using System.Net.Http.Json;
using Imi.Web.Tests.Api;
using Microsoft.Data.Sqlite;

namespace Imi.Web.Tests;

/// <summary>Pages say when a reply can be expected while the recipient has to reply, and never longer.</summary>
[Collection(OnePlatform.Name)]
public sealed class ExpectedReplyTests(DemonstrationPlatform platform)
{
    [Fact]
    public async Task The_usual_reply_time_is_shown_while_choosing_and_until_the_reply()
    {
        var spain = await platform.ApiAsync("carmen.ruiz");
        var draft = await RequestOverApi.DraftAsync(spain);
        var id = draft.Id();
        await RequestOverApi.DoneAsync(await spain.PostAsJsonAsync($"exchanges/{id}/actions/send", new { }));
        using var carmen = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");

        // Other tests reply to requests on the same platform, and the job counts these replies.
        await SetUsualAsync(id, answers: 0, fast: 0, slow: 0);
        Assert.DoesNotContain("Según lo habitual", await PageAsync(carmen, id), StringComparison.Ordinal);

        await SetUsualAsync(id, answers: 14, fast: 18, slow: 31);
        Assert.Contains(
            "Según lo habitual en esa autoridad (14 solicitudes), cabe esperar la respuesta entre el",
            await PageAsync(carmen, id),
            StringComparison.Ordinal
        );
        var authorities = WebUtility.HtmlDecode(await carmen.GetAsync("/authorities?country=CY&module=ecommerce"));
        Assert.Contains("suele responder en un plazo de 18 a 31 días (14 solicitudes)", authorities, StringComparison.Ordinal);

        await SetUsualAsync(id, answers: 4, fast: 18, slow: 31);
        Assert.DoesNotContain("Según lo habitual", await PageAsync(carmen, id), StringComparison.Ordinal);
        await SetUsualAsync(id, answers: 14, fast: 18, slow: 31);
        await RequestOverApi.DoneAsync(
            await spain.PostAsJsonAsync($"exchanges/{id}/actions/withdraw", new { answers = new { reason = "Ya no es necesaria." } })
        );
        Assert.DoesNotContain("Según lo habitual", await PageAsync(carmen, id), StringComparison.Ordinal);
        await SetUsualAsync(id, answers: 0, fast: 0, slow: 0);
    }

    private static async Task<string> PageAsync(PageSession person, string exchange) => WebUtility.HtmlDecode(await person.GetAsync($"/exchanges/{exchange}"));

    /// <summary>Writes a figure as the job would after a year of replies, which the demonstration network does not have.</summary>
    private async Task SetUsualAsync(string exchange, int answers, int fast, int slow)
    {
        await using var database = new SqliteConnection($"Data Source={Path.Combine(platform.Host.DataDirectory, "imi.db")};Pooling=False");
        await database.OpenAsync();
        await using var command = new SqliteCommand(
            """
            INSERT OR REPLACE INTO "ReplyTimes" ("AuthorityId", "Module", "Procedure", "Answers", "MedianDays", "FastDays", "SlowDays")
            SELECT "RecipientId", "Module", "Procedure", $answers, 24, $fast, $slow FROM "Exchanges" WHERE lower("Id") = $exchange
            UNION ALL SELECT "RecipientId", "Module", '', $answers, 24, $fast, $slow FROM "Exchanges" WHERE lower("Id") = $exchange
            """,
            database
        );
        command.Parameters.AddWithValue("$answers", answers);
        command.Parameters.AddWithValue("$fast", fast);
        command.Parameters.AddWithValue("$slow", slow);
        command.Parameters.AddWithValue("$exchange", exchange);
        Assert.Equal(2, await command.ExecuteNonQueryAsync());
    }
}
