using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Deadlines;
using Imi.Kernel.Features.Reminders;
using Imi.Kernel.Network.Access;
using Imi.Testing.Databases;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>A follow-up question is asked some time after the closure. It delays no closure, and its answer is a fact that outlives the content.</summary>
public abstract class FollowUpStories(Platform platform)
{
    /// <summary>The module with a question about what became of the found item, two months after the closure.</summary>
    public static Dictionary<string, string> Files()
    {
        var files = TranslatedModules.Changed(
            (
                "procedures/tracing.yaml",
                "replyBy: { field: replyBy, counterProposal: true, decideWithin: P7D }\n",
                "tasks:\n  whereabouts: { by: recipient, begins: close, ends: tell, after: P2M, within: P1M }\n"
            ),
            ("procedures/tracing.yaml", "\nactions:\n", "  tell: { by: recipient.handler, from: closed, asks: whereabouts, when: { pending: whereabouts } }\n"),
            ("texts/en.yaml", "    name: Tracing\n", "    tasks: { whereabouts: Say where it is }\n"),
            ("texts/es.yaml", "\n  tracing:\n", "    tasks: { whereabouts: Decir dónde está }\n")
        );
        files["forms/whereabouts.yaml"] = """
            form: whereabouts
            sections:
              - section: whereabouts
                fields:
                  - { field: kept, type: choice, options: [collected, kept], required: true, statistic: true }
                  - { field: asOf, type: date, required: true, notAfter: today, statistic: true }
            """;
        foreach (var language in (string[])["en", "es"])
        {
            var text = $"texts/{language}.yaml";
            var tracing = files[text].IndexOf("\n  tracing:\n", StringComparison.Ordinal);
            files[text] = files[text]
                .Insert(files[text].IndexOf("    actions:\n", tracing, StringComparison.Ordinal) + 13, "      tell: { name: Tell, done: Told }\n")
                .Replace(
                    "\nforms:\n",
                    "\nforms:\n  whereabouts: { name: Whereabouts, sections: { whereabouts: { title: Whereabouts } }, fields: { kept: { label: Kept, "
                        + "options: { collected: Collected, kept: Kept } }, asOf: { label: As of } } }\n",
                    StringComparison.Ordinal
                );
        }

        return files;
    }

    [SkippableFact]
    public async Task The_question_comes_after_its_period_with_reminders_and_the_answer_outlives_the_content()
    {
        var (story, carmen, andreas, request) = await BeginAsync();
        var closed = (await carmen.ReadsAsync(request)).Exchange;
        Assert.Equal((Phase.Closed, new DateOnly(2026, 9, 2)), (closed.Phase, closed.HideOn)); // The question delays no closure.
        Assert.NotNull(closed.ClosedAt);
        Assert.Empty(closed.Turns);

        await RunOnAsync(story, new DateOnly(2026, 5, 3));
        Assert.Empty((await carmen.ReadsAsync(request)).Exchange.Turns);
        for (var run = 0; run < 3; run++)
            await RunOnAsync(story, new DateOnly(2026, 5, 4)); // 2 May is a Saturday.
        var asked = (await andreas.ReadsAsync(request)).Exchange;
        var turn = Assert.Single(asked.Turns);
        Assert.Equal((Party.Recipient, "whereabouts", new DateOnly(2026, 6, 4)), (turn.Party, turn.Task, turn.Due));
        Assert.Equal(["follow-up-asked"], (await andreas.NoticesAsync()).Where(one => one is { NeedsAction: true }).Select(one => one.Action).Take(1));
        Assert.Equal(InboxView.ToDo, (await andreas.ListsAsync(new InboxFilter { View = InboxView.ToDo })).Items.Single(one => one.Row.Id == request).Row.View);
        Assert.Single((await carmen.ReadsAsync(request)).Timeline, entry => entry.What == KernelActions.FollowUpAsked);

        await RunOnAsync(story, new DateOnly(2026, 6, 5));
        Assert.Contains(KernelActions.RemindedHandlers, (await andreas.NoticesAsync()).Select(one => one.Action));
        await andreas.DoesAsync("tell", request, Request.Form(("kept", "collected"), ("asOf", "2026-06-01")));
        Assert.Empty((await andreas.ReadsAsync(request)).Exchange.Turns);
        Assert.Equal(new DateOnly(2026, 9, 2), (await andreas.ReadsAsync(request)).Exchange.HideOn);

        story.SetDate(new DateOnly(2030, 9, 2));
        await story.RunRetentionAsync();
        Assert.Equal(
            [("asOf", "2026-06-01"), ("kept", "collected")],
            (
                await story.DatabaseAsync(database =>
                    database.Set<StatisticAnswer>().Where(one => one.ExchangeId == request && one.Form == "whereabouts").ToListAsync()
                )
            )
                .Select(one => (one.Field, one.Value))
                .Order()
        );
    }

    [SkippableFact]
    public async Task A_question_that_was_answered_before_its_day_is_not_asked()
    {
        var (story, carmen, andreas, request) = await BeginAsync();
        await andreas.DoesAsync("tell", request, Request.Form(("kept", "kept"), ("asOf", "2026-03-02")));
        await RunOnAsync(story, new DateOnly(2026, 5, 4));
        var read = await carmen.ReadsAsync(request);
        Assert.Empty(read.Exchange.Turns);
        Assert.DoesNotContain(read.Timeline, entry => entry.What == KernelActions.FollowUpAsked);
        (await andreas.TriesAsync("tell", request, Request.Form(("kept", "kept"), ("asOf", "2026-03-02")))).AssertRefused("exchange.condition");
    }

    [SkippableFact]
    public async Task Hidden_exchanges_are_asked_nothing()
    {
        var (story, _, _, request) = await BeginAsync();
        story.SetDate(new DateOnly(2026, 9, 2));
        await story.RunRetentionAsync();
        await RunOnAsync(story, new DateOnly(2026, 9, 3));
        var (acts, reminds) = await story.DatabaseAsync(async database =>
        {
            var exchange = await database.Set<Exchange>().SingleAsync(one => one.Id == request);
            return (exchange.PlatformActsFrom, exchange.RemindFrom);
        });
        Assert.Equal((null, null), (acts, reminds));
    }

    private async Task<(Story Story, Officer Carmen, Officer Andreas, Guid Request)> BeginAsync()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        await RetentionStories.CloseAsync(carmen, andreas, request);
        return (story, carmen, andreas, request);
    }

    private static async Task RunOnAsync(Story story, DateOnly day)
    {
        story.SetDate(day);
        await story.CallInSameMinuteAsync<DeadlineService, int>((service, stop) => service.EndPeriodsAsync(stop));
        await story.CallInSameMinuteAsync<ReminderService, int>((service, stop) => service.RemindAsync(stop));
    }
}

public sealed class FollowUpOnSqlite() : ChangedPlatform(new SqliteDatabaseFixture(), FollowUpStories.Files());

public sealed class FollowUpOnPostgreSql() : ChangedPlatform(new PostgreSqlDatabaseFixture(), FollowUpStories.Files());

public sealed class FollowUpOnSqlServer() : ChangedPlatform(new SqlServerDatabaseFixture(), FollowUpStories.Files());

public sealed class FollowUpStoriesOnSqlite(FollowUpOnSqlite platform) : FollowUpStories(platform), IClassFixture<FollowUpOnSqlite>;

public sealed class FollowUpStoriesOnPostgreSql(FollowUpOnPostgreSql platform) : FollowUpStories(platform), IClassFixture<FollowUpOnPostgreSql>;

public sealed class FollowUpStoriesOnSqlServer(FollowUpOnSqlServer platform) : FollowUpStories(platform), IClassFixture<FollowUpOnSqlServer>;
