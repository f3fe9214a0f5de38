using System.Globalization;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Page, list and API agree on whose turn it is, until when, who has answered and what was agreed.</summary>
public abstract class TurnStories(Platform platform)
{
    private static readonly DateOnly Wanted = new(2026, 4, 15);
    private static readonly DateOnly Proposed = new(2026, 5, 15);

    [SkippableFact]
    public async Task A_declined_date_leaves_the_previous_date_in_force_without_agreement()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await SendsAsync(carmen, andreas);
        await andreas.DoesAsync("accept", request, ReplyBy(Proposed));
        Assert.Equal(
            [new Turn(Party.Sender, TaskDefinition.DateProposal, new DateOnly(2026, 3, 9)), new Turn(Party.Recipient, "", Wanted)],
            (await carmen.ReadsAsync(request)).Exchange.Turns
        );

        await carmen.DoesAsync("decline-date", request);
        var declined = await andreas.ReadsAsync(request);
        Assert.Equal((Wanted, false, null), (declined.Exchange.ReplyBy, declined.Exchange.ReplyByAgreed, declined.Exchange.ReplyByProposed));
        Assert.Equal(
            [
                (ReplyDateKind.Wanted, Wanted, carmen.Office.Id),
                (ReplyDateKind.Proposed, Proposed, andreas.Office.Id),
                (ReplyDateKind.Declined, Proposed, carmen.Office.Id),
            ],
            declined.ReplyDates.Select(date => (date.Kind, date.Date, date.AuthorityId))
        );
        Assert.Equal([new Turn(Party.Recipient, "", Wanted)], declined.Exchange.Turns);
    }

    [SkippableFact]
    public async Task An_agreed_date_remains_agreed_until_the_request_is_forwarded()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas, elpida) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"), await story.HandlerInAsync("CY"));
        var request = await SendsAsync(carmen, andreas);
        await andreas.DoesAsync("accept", request, ReplyBy(Proposed));
        await carmen.DoesAsync("agree-date", request);
        Assert.Equal((Proposed, true), ((await andreas.ReadsAsync(request)).Exchange.ReplyBy, (await andreas.ReadsAsync(request)).Exchange.ReplyByAgreed));

        await andreas.DoesAsync("forward", request, Request.To(elpida.Office));
        Assert.Equal((Proposed, false), ((await elpida.ReadsAsync(request)).Exchange.ReplyBy, (await elpida.ReadsAsync(request)).Exchange.ReplyByAgreed));
    }

    [SkippableFact]
    public async Task The_date_in_a_row_belongs_to_the_task_of_its_reader()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await SendsAsync(carmen, andreas);
        await andreas.DoesAsync("accept", request, ReplyBy(Proposed));
        var (sender, recipient) = (await RowAsync(carmen, request), await RowAsync(andreas, request));
        Assert.Equal((InboxView.ToDo, TaskDefinition.DateProposal, new DateOnly(2026, 3, 9)), (sender.View, sender.Task, sender.DueOn));
        Assert.Equal((InboxView.ToDo, "", Wanted), (recipient.View, recipient.Task, recipient.DueOn));
    }

    [SkippableFact]
    public async Task A_question_of_the_Commission_is_the_senders_task_until_answered()
    {
        var story = await platform.BeginAsync();
        var (carmen, commission, cyprus) = (
            await WarnsAsync(story, "ES", Capacity.Recipient),
            await WarnsAsync(story, "EU", Capacity.Recipient),
            await WarnsAsync(story, "CY", Capacity.Coordinator)
        );
        var warning = await carmen.WarnsAsync(Request.Warning("CY"));
        Assert.Equal(InboxView.Waiting, (await RowAsync(carmen, warning)).View);
        await commission.DoesAsync("ask", warning, Request.Form(("objection", "Which violin?")));

        var asked = await carmen.ReadsAsync(warning);
        Assert.True(asked.IsMyTurn);
        Assert.Equal([new Turn(Party.Sender, "answer-question", new DateOnly(2026, 3, 16))], asked.MyTurns);
        Assert.Contains(new Turn(Party.Recipients, "", asked.Exchange.DueOn), asked.OthersTurns);
        var row = await RowAsync(carmen, warning);
        Assert.Equal((InboxView.ToDo, "answer-question", new DateOnly(2026, 3, 16)), (row.View, row.Task, row.DueOn));
        Assert.Equal(InboxView.ToDo, (await RowAsync(cyprus, warning)).View);

        await carmen.DoesAsync("explain", warning, Request.Form(("objection", "The old one.")));
        var answered = await carmen.ReadsAsync(warning);
        Assert.False(answered.IsMyTurn);
        Assert.DoesNotContain("explain", answered.Actions.Select(action => action.Name));
        Assert.Equal(InboxView.Waiting, (await RowAsync(carmen, warning)).View);
    }

    [SkippableFact]
    public async Task Only_actions_defined_as_answers_count_as_answers()
    {
        var story = await platform.BeginAsync();
        var (carmen, commission, cyprus) = (
            await WarnsAsync(story, "ES", Capacity.Recipient),
            await WarnsAsync(story, "EU", Capacity.Recipient),
            await WarnsAsync(story, "CY", Capacity.Coordinator)
        );
        var warning = await carmen.WarnsAsync(Request.Warning("CY"));
        await commission.DoesAsync("examine", warning);
        var examined = await carmen.ReadsAsync(warning);
        Assert.Equal(examined.Asked.Select(one => one.Id), examined.Awaited.Select(one => one.Id));
        await cyprus.DoesAsync("comment", warning, Request.Comment);
        var commented = await cyprus.ReadsAsync(warning);
        Assert.Equal([cyprus.Office.Id], commented.Asked.Except(commented.Awaited).Select(one => one.Id));
    }

    [SkippableFact]
    public async Task A_reminder_is_not_a_deadline()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await SendsAsync(carmen, andreas);
        await andreas.DoesAsync("accept", request, ReplyBy(Wanted));
        await andreas.DoesAsync("reply", request, Request.Found);
        var answered = (await carmen.ReadsAsync(request)).Exchange;
        Assert.Equal((null, new DateOnly(2026, 3, 17)), (answered.DueOn, answered.AttentionFrom));
        Assert.Null((await RowAsync(carmen, request)).DueOn);
    }

    [SkippableFact]
    public async Task Reentering_a_state_keeps_its_period_unless_the_definition_restarts_it()
    {
        var story = await platform.BeginAsync();
        var (carmen, cyprus) = (await WarnsAsync(story, "ES", Capacity.Recipient), await WarnsAsync(story, "CY", Capacity.Coordinator));
        await WarnsAsync(story, "EU", Capacity.Recipient);
        var warning = await carmen.WarnsAsync(Request.Warning("CY"));
        await carmen.DoesAsync("propose-closure", warning);
        Assert.Equal(new DateOnly(2026, 3, 16), (await carmen.ReadsAsync(warning)).Exchange.DueOn);
        await carmen.DoesAsync("extend", warning, Request.Form(("until", "2026-03-20")));
        (await carmen.TriesAsync("extend", warning, Request.Form(("until", "2026-03-27")))).AssertInvalid("until exchange.extend-too-far");
        story.SetDate(new DateOnly(2026, 3, 6));
        await carmen.DoesAsync("reconsider", warning);
        await carmen.DoesAsync("go-on", warning);
        Assert.Equal(new DateOnly(2026, 3, 20), (await carmen.ReadsAsync(warning)).Exchange.DueOn);
        await cyprus.DoesAsync("object", warning, Request.Form(("objection", "It is still lost.")));
        await carmen.DoesAsync("propose-closure", warning);
        Assert.Equal(new DateOnly(2026, 3, 20), (await carmen.ReadsAsync(warning)).Exchange.DueOn);
        Assert.Null((await carmen.ReadsAsync(warning)).Exchange.Clock("closure-proposed")!.ExtendedTo);
    }

    [SkippableFact]
    public async Task Reentering_the_same_state_asks_all_recipients_again()
    {
        var story = await platform.BeginAsync();
        var (carmen, cyprus) = (await WarnsAsync(story, "ES", Capacity.Recipient), await WarnsAsync(story, "CY", Capacity.Coordinator));
        await WarnsAsync(story, "EU", Capacity.Recipient);
        var warning = await carmen.WarnsAsync(Request.Warning("CY"));
        await cyprus.DoesAsync("comment", warning, Request.Comment);
        await carmen.DoesAsync("ask-again", warning, Request.Form(("question", "And now?"), ("replyBy", "2026-06-01")));
        var again = await cyprus.ReadsAsync(warning);
        Assert.True(again.IsMyTurn);
        Assert.Equal((again.Asked.Count, new DateOnly(2026, 6, 1)), (again.Awaited.Count, again.Exchange.DueOn!.Value));
    }

    private static Task<Guid> SendsAsync(Officer sender, Officer recipient) =>
        sender.SendsAsync(recipient.Office, Request.Complete.With("replyBy", Text(Wanted)));

    private static Answers ReplyBy(DateOnly date) => Request.ReplyBy(Text(date));

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task<InboxRow> RowAsync(Officer officer, Guid exchange) =>
        (await officer.ListsAsync(new InboxFilter { PageSize = 100 })).Items.Single(item => item.Row.Id == exchange).Row;

    private static async Task<Officer> WarnsAsync(Story story, string country, Capacity capacity) =>
        await (await story.WarningAuthorityInAsync(country, capacity)).EmploysAsync(Role.Handler);
}

public sealed class TurnStoriesOnSqlite(SqlitePlatform platform) : TurnStories(platform), IClassFixture<SqlitePlatform>;

public sealed class TurnStoriesOnPostgreSql(PostgreSqlPlatform platform) : TurnStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class TurnStoriesOnSqlServer(SqlServerPlatform platform) : TurnStories(platform), IClassFixture<SqlServerPlatform>;
