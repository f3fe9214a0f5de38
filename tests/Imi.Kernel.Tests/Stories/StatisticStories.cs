using System.Globalization;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Statistical answers are kept for each authority, round, item and version, so that figures can be computed after deletion.</summary>
public abstract class StatisticStories(Platform platform)
{
    [SkippableFact]
    public async Task Each_round_and_each_item_keeps_its_own_answer()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var bag = Request.Form(("item", "Bag"), ("isValuable", "no"));
        var request = await carmen.SendsAsync(andreas.Office, Request.Complete.With("items", [bag, Request.Form(("item", "Coat"), ("isValuable", "no"))]));
        await andreas.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));
        await andreas.DoesAsync("reply", request, Request.Form(("found", "no")));
        story.SetDate(new DateOnly(2026, 3, 9));
        await carmen.DoesAsync("ask-again", request, Request.Form(("question", "And in the depot?"), ("replyBy", "2026-06-01")));
        await andreas.DoesAsync("answer-again", request, Request.Form(("found", "no")));

        Assert.Equal(
            [
                "reply found=no CY 2026-03-02",
                "reply found=no CY 2026-03-09",
                "tracing-request items.isValuable=no ES 2026-03-02",
                "tracing-request items.isValuable=no ES 2026-03-02",
                "tracing-request transport=train ES 2026-03-02",
            ],
            await AnswersAsync(story, request)
        );
    }

    [SkippableFact]
    public async Task A_new_version_marks_the_answers_that_it_replaces()
    {
        var story = await platform.BeginAsync();
        var carmen = await (await story.WarningAuthorityInAsync("ES", Capacity.Recipient)).EmploysAsync(Role.Handler);
        foreach (var country in (string[])["EU", "CY", "IT", "DE"])
            await (await story.WarningAuthorityInAsync(country, Capacity.Coordinator)).EmploysAsync(Role.Handler);
        var warning = await carmen.WarnsAsync(Request.Warning("CY", "IT", "DE"));
        story.SetDate(new DateOnly(2026, 3, 9));

        var amendment = new ActionRequest
        {
            Action = "amend",
            Answers = Request.Form(("amendedBecause", "Not needed everywhere.")),
            Form = Request.Warning("CY", "IT"),
        };
        (await carmen.TriesAsync(warning, amendment)).Result();

        Assert.Equal(
            ["warning alsoWarned=DE ES 2026-03-02 until 2026-03-09", "warning alsoWarned=IT ES 2026-03-02", "warning warned=CY ES 2026-03-02"],
            await AnswersAsync(story, warning)
        );
    }

    private static Task<List<string>> AnswersAsync(Story story, Guid exchange) =>
        story.DatabaseAsync(async database =>
            (await database.Set<StatisticAnswer>().Where(answer => answer.ExchangeId == exchange).ToListAsync())
                .Select(answer =>
                    string.Create(CultureInfo.InvariantCulture, $"{answer.Form} {answer.Field}={answer.Value} {answer.Country} {answer.On:yyyy-MM-dd}")
                    + (answer.ReplacedOn is { } day ? $" until {day:yyyy-MM-dd}" : "")
                )
                .Order(StringComparer.Ordinal)
                .ToList()
        );
}

public sealed class StatisticStoriesOnSqlite(SqlitePlatform platform) : StatisticStories(platform), IClassFixture<SqlitePlatform>;

public sealed class StatisticStoriesOnPostgreSql(PostgreSqlPlatform platform) : StatisticStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class StatisticStoriesOnSqlServer(SqlServerPlatform platform) : StatisticStories(platform), IClassFixture<SqlServerPlatform>;
