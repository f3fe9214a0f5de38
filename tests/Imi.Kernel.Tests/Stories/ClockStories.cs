using System.Globalization;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Deadlines;
using Imi.Kernel.Network.Access;
using Imi.Testing.Databases;

namespace Imi.Kernel.Tests.Stories;

/// <summary>A clock has its own life: it counts the holidays of its State, stands still, is extended, changes its length, and ends with an action.</summary>
public abstract class ClockStories(Platform platform)
{
    /// <summary>
    /// The module with a period for handling a request, which stands still while the recipient waits for the sender and is longer after a warning, and with a
    /// period for all of it, after which the platform ends the request.
    /// </summary>
    public static Dictionary<string, string> Files()
    {
        const string Clocks = """
            clocks:
              handling:
                beginsIn: accepted
                lasts: 10 working days
                changes: [{ when: { done: warn }, lasts: 20 working days }]
                pausedIn: waiting
              whole: { begins: [send, start-over], lasts: P2M, ends: close, then: give-up }
              promised: { beginsOn: acceptance.replyBy }
              afterwards: { beginsOn: acceptance.replyBy, lasts: P10D }
            tasks:
              tell-more: { by: recipient, begins: accept, ends: tell-more, within: promised }

            """;
        const string Actions = """
              ask-sender: { by: recipient.handler, from: accepted, to: waiting }
              tell: { by: sender.handler, from: waiting, to: accepted }
              warn: { by: sender.handler, from: accepted }
              start-over: { by: sender.handler, from: accepted, when: { pending: whole } }
              prolong: { by: recipient.handler, from: accepted, does: extend, extends: { by: 5 working days, times: 1 } }
              tell-more: { by: recipient.handler, from: accepted, when: { pending: afterwards } }
              give-up: { by: platform, from: [sent, accepted, waiting], to: closed }

            """;
        var files = TranslatedModules.Changed(
            ("procedures/tracing.yaml", "replyBy: { field: replyBy, counterProposal: true, decideWithin: P7D }\n", Clocks),
            ("procedures/tracing.yaml", "\nactions:\n", Actions)
        );
        files["procedures/tracing.yaml"] = files["procedures/tracing.yaml"]
            .Replace(
                "waitsFor: recipient, due: reply, remindAfter: P2M }",
                "waitsFor: recipient, due: handling, remindAfter: P2M }\n  waiting: { phase: open, waitsFor: sender }",
                StringComparison.Ordinal
            );
        foreach (var language in (string[])["en", "es"])
        {
            var text = $"texts/{language}.yaml";
            var tracing = files[text].IndexOf("\n  tracing:\n", StringComparison.Ordinal);
            files[text] = files[text]
                .Insert(
                    files[text].IndexOf("    actions:\n", tracing, StringComparison.Ordinal) + 13,
                    string.Concat(
                        new[] { "ask-sender", "tell", "warn", "start-over", "prolong", "give-up", "tell-more" }.Select(action =>
                            $"      {action}: {{ name: X, done: Y }}\n"
                        )
                    )
                )
                .Insert(
                    tracing + "\n  tracing:\n".Length,
                    "    clocks: { handling: Handling, whole: The whole request, promised: Promised, afterwards: Afterwards }\n"
                        + "    tasks: { tell-more: Tell more }\n"
                )
                .Replace(
                    "\n      reply-approval:",
                    "\n      waiting: { name: Waiting for the sender, next: Tell }\n      reply-approval:",
                    StringComparison.Ordinal
                );
        }

        return files;
    }

    private static readonly DateOnly Stated = new(2026, 4, 30);

    [SkippableFact]
    public async Task It_counts_the_holidays_of_the_state_that_acts_and_stands_still_while_another_has_to_act()
    {
        var (story, carmen, andreas, request) = await BeginAsync(new DateOnly(2026, 3, 16));
        Assert.Equal(new DateOnly(2026, 3, 31), await DueAsync(andreas, request)); // 25 March is a public holiday in Cyprus.

        await OnAsync(story, new DateOnly(2026, 3, 18), andreas, "ask-sender", request);
        var still = (await carmen.ReadsAsync(request)).Exchange;
        Assert.Null(still.DueOn);
        Assert.Equal(new DateOnly(2026, 3, 18), still.Clock("handling")!.PausedSince);

        // 19, 20 and 23 March were lost; 1 April is a holiday too.
        await OnAsync(story, new DateOnly(2026, 3, 23), carmen, "tell", request);
        Assert.Equal(new DateOnly(2026, 4, 6), await DueAsync(andreas, request));
    }

    [SkippableFact]
    public async Task Its_length_changes_after_an_action_and_it_is_extended_as_often_as_the_definition_allows()
    {
        var (_, carmen, andreas, request) = await BeginAsync(new DateOnly(2026, 3, 2));
        Assert.Equal(new DateOnly(2026, 3, 16), await DueAsync(andreas, request));
        await andreas.DoesAsync("prolong", request);
        Assert.Equal(new DateOnly(2026, 3, 23), await DueAsync(andreas, request));
        (await andreas.TriesAsync("prolong", request)).AssertInvalid("until exchange.extend-too-often");
        await carmen.DoesAsync("warn", request);
        Assert.Equal(new DateOnly(2026, 3, 31), await DueAsync(andreas, request)); // 20 working days from 2 March, without 25 March
        await andreas.DoesAsync("ask-sender", request);
        await carmen.DoesAsync("tell", request);
        Assert.Equal(new DateOnly(2026, 3, 31), await DueAsync(andreas, request));
    }

    [SkippableFact]
    public async Task It_counts_from_a_date_that_a_party_stated_which_can_be_a_last_day_itself()
    {
        var (story, _, andreas, request) = await BeginAsync(new DateOnly(2026, 3, 2));
        var accepted = (await andreas.ReadsAsync(request)).Exchange;
        Assert.Equal((Stated, Stated), (accepted.Clock("promised")!.Since, accepted.Clock("promised")!.LastDay));
        Assert.Equal(Stated, Assert.Single(accepted.Turns, turn => turn.Task == "tell-more").Due);
        Assert.Equal(new DateOnly(2026, 5, 11), accepted.Clock("afterwards")!.LastDay); // 10 May is a Sunday.

        story.SetDate(new DateOnly(2026, 5, 1));
        await andreas.DoesAsync("tell-more", request);
        story.SetDate(new DateOnly(2026, 5, 12));
        (await andreas.TriesAsync("tell-more", request)).AssertRefused("exchange.condition");
    }

    [SkippableFact]
    public async Task The_platform_acts_once_when_a_clock_has_ended_beside_the_states()
    {
        var (story, carmen, andreas, request) = await BeginAsync(new DateOnly(2026, 3, 2));
        await OnAsync(story, new DateOnly(2026, 3, 10), carmen, "start-over", request);
        Assert.Equal(new DateOnly(2026, 5, 11), (await carmen.ReadsAsync(request)).Exchange.Clock("whole")!.LastDay); // 10 May is a Sunday.
        story.SetDate(new DateOnly(2026, 5, 11));
        await EndAsync(story);
        Assert.Equal("accepted", (await carmen.ReadsAsync(request)).Exchange.State);
        story.SetDate(new DateOnly(2026, 5, 12));
        for (var run = 0; run < 3; run++)
            await EndAsync(story);
        var ended = await andreas.ReadsAsync(request);
        Assert.Equal(("closed", null), (ended.Exchange.State, ended.Exchange.PlatformActsFrom));
        Assert.Single(ended.Timeline, entry => entry.Action == "give-up");
    }

    private static async Task<DateOnly?> DueAsync(Officer officer, Guid request)
    {
        var read = (await officer.ReadsAsync(request)).Exchange;
        Assert.Equal(read.DueOn, Assert.Single(read.Turns, turn => turn.IsOfState).Due);
        return read.DueOn;
    }

    private static async Task OnAsync(Story story, DateOnly day, Officer officer, string action, Guid request)
    {
        story.SetDate(day);
        await officer.DoesAsync(action, request);
    }

    private static Task<int> EndAsync(Story story) => story.CallInSameMinuteAsync<DeadlineService, int>((service, stop) => service.EndPeriodsAsync(stop));

    private async Task<(Story Story, Officer Carmen, Officer Andreas, Guid Request)> BeginAsync(DateOnly day)
    {
        var story = await platform.BeginAsync();
        story.SetDate(day);
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        await andreas.DoesAsync("accept", request, Request.ReplyBy(Stated.ToString("O", CultureInfo.InvariantCulture)));
        if ((await carmen.ReadsAsync(request)).Exchange.ReplyByProposed is not null)
            await carmen.DoesAsync("agree-date", request);
        return (story, carmen, andreas, request);
    }
}

public sealed class ClocksOnSqlite() : ChangedPlatform(new SqliteDatabaseFixture(), ClockStories.Files());

public sealed class ClocksOnPostgreSql() : ChangedPlatform(new PostgreSqlDatabaseFixture(), ClockStories.Files());

public sealed class ClocksOnSqlServer() : ChangedPlatform(new SqlServerDatabaseFixture(), ClockStories.Files());

public sealed class ClockStoriesOnSqlite(ClocksOnSqlite platform) : ClockStories(platform), IClassFixture<ClocksOnSqlite>;

public sealed class ClockStoriesOnPostgreSql(ClocksOnPostgreSql platform) : ClockStories(platform), IClassFixture<ClocksOnPostgreSql>;

public sealed class ClockStoriesOnSqlServer(ClocksOnSqlServer platform) : ClockStories(platform), IClassFixture<ClocksOnSqlServer>;
