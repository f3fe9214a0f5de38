using Imi.Kernel.Exchanges;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Notices;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

public abstract class CollisionStories(Platform platform)
{
    [SkippableFact]
    public async Task Who_comes_second_is_told_who_did_what_and_loses_nothing()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var maria = await andreas.Office.EmploysAsync(Role.Handler);
        var request = await carmen.SendsAsync(andreas.Office);
        var seen = (await maria.ReadsAsync(request)).Exchange.Revision;
        await andreas.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));

        var typed = new ActionRequest
        {
            Action = "accept",
            Answers = Request.ReplyBy("2026-05-04").With("reason", "Holidays"),
            Revision = seen,
        };
        var second = await maria.TriesAsync(request, typed);
        Assert.Equal(OutcomeKind.Conflict, second.Kind);
        var meanwhile = Assert.Single(second.Meanwhile);
        Assert.Equal((andreas.Id, "accept", "accepted"), (meanwhile.UserId, meanwhile.Action, meanwhile.ToState));
        Assert.Equal("Holidays", typed.Answers.Text("reason"));
        Assert.True((await maria.ReadsAsync(request)).Exchange.ReplyByAgreed);
    }

    [SkippableFact]
    public async Task A_draft_that_a_colleague_saved_is_not_overwritten()
    {
        var story = await platform.BeginAsync();
        var carmen = await story.HandlerInAsync("ES");
        var pablo = await carmen.Office.EmploysAsync(Role.Handler);
        var draft = await carmen.DraftsAsync(to: null);
        var seen = (await pablo.ReadsAsync(draft)).Exchange.Revision;
        var saved = (await carmen.SavesAsync(draft, to: null, Request.Form(("notes", "Carmen")), seen)).Result();
        var conflict = await pablo.SavesAsync(draft, to: null, Request.Form(("notes", "Pablo")), seen);
        var meanwhile = Assert.Single(conflict.Meanwhile);
        Assert.Equal((OutcomeKind.Conflict, KernelActions.SaveDraft, carmen.Id), (conflict.Kind, meanwhile.Action, meanwhile.UserId));
        Assert.Contains(carmen.Id, (await pablo.ReadsAsync(draft)).People.Keys);
        Assert.Equal("Carmen", (await pablo.ReadsAsync(draft)).Answers.Text("notes"));
        (await pablo.SavesAsync(draft, to: null, Request.Form(("notes", "Both")), saved)).Result();
    }

    [SkippableFact]
    public async Task The_same_submission_twice_acts_once_and_another_one_under_its_key_is_refused()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var draft = (await carmen.TriesToDraftAsync(andreas.Office, key: "new")).Result();
        Assert.Equal(draft, (await carmen.TriesToDraftAsync(andreas.Office, key: "new")).Result());
        (await carmen.TriesAsync("send", draft, key: "send")).Result();
        (await carmen.TriesAsync("send", draft, key: "send")).Result();
        Assert.Equal(["create", "send"], (await carmen.ReadsAsync(draft)).Timeline.Select(entry => entry.Action));
        (await carmen.TriesAsync("delete", draft, key: "send")).IsRefused("exchange.submission-reused");
        await andreas.DoesAsync("accept", draft, Request.ReplyBy(Request.WantedBy));
        (await andreas.TriesAsync("reply", draft, Request.Found, key: "send")).Result();
    }

    [SkippableFact]
    public async Task A_refused_submission_may_be_sent_again_once_it_is_right()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var draft = await carmen.DraftsAsync(andreas.Office, Answers.None);
        Assert.Equal(OutcomeKind.Invalid, (await carmen.TriesAsync("send", draft, key: "send")).Kind);
        (await carmen.SavesAsync(draft, andreas.Office, Request.Complete)).Result();
        (await carmen.TriesAsync("send", draft, key: "send")).Result();
    }

    [SkippableTheory]
    [InlineData(null)]
    [InlineData("double-click")]
    public async Task Two_sendings_at_the_same_time_send_once(string? key)
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var draft = await carmen.DraftsAsync(andreas.Office);
        var outcomes = await TogetherAsync(Enumerable.Repeat(() => carmen.TriesAsync("send", draft, key: key), 4));
        Assert.Equal(key is null ? 1 : 4, outcomes.Count(outcome => outcome.IsDone));
        Assert.All(outcomes.Where(outcome => !outcome.IsDone), outcome => outcome.IsRefused("exchange.wrong-state"));
        Assert.Equal(["create", "send"], (await carmen.ReadsAsync(draft)).Timeline.Select(entry => entry.Action));
        Assert.Equal(
            1,
            await story.DatabaseAsync(database => database.Set<Notice>().CountAsync(notice => notice.ExchangeId == draft && notice.UserId == andreas.Id))
        );
    }

    [SkippableFact]
    public async Task Sendings_at_the_same_time_get_numbers_without_gaps()
    {
        const int Together = 6;
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        story.ItIs(new DateOnly(2027, 3, 1));
        var drafts = new List<Guid>();
        for (var index = 0; index < Together; index++)
            drafts.Add(await carmen.DraftsAsync(andreas.Office, Request.Complete.With("replyBy", "2027-04-01")));
        var sent = await TogetherAsync(drafts.Select<Guid, Func<Task<Outcome<Guid>>>>(draft => () => carmen.TriesAsync("send", draft)));
        var numbers = new List<string?>();
        foreach (var request in sent)
            numbers.Add((await carmen.ReadsAsync(request.Result())).Exchange.Number);
        Assert.Equal(Enumerable.Range(1, Together).Select(number => $"LOST-2027-{number:D6}"), numbers.Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task Of_two_colleagues_who_act_at_the_same_time_one_does()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var maria = await andreas.Office.EmploysAsync(Role.Handler);
        var request = await carmen.SendsAsync(andreas.Office);
        var seen = (await maria.ReadsAsync(request)).Exchange.Revision;
        var outcomes = await TogetherAsync<Outcome<Guid>>([
            () => andreas.TriesAsync("accept", request, Request.ReplyBy("2026-05-04"), seen),
            () => maria.TriesAsync("accept", request, Request.ReplyBy("2026-05-04"), seen),
        ]);
        Assert.Equal([OutcomeKind.Done, OutcomeKind.Conflict], outcomes.Select(outcome => outcome.Kind).Order());
        Assert.Single(outcomes.SelectMany(outcome => outcome.Meanwhile));
    }

    /// <summary>Does something several times at once: nobody begins before all are there.</summary>
    private static Task<T[]> TogetherAsync<T>(IEnumerable<Func<Task<T>>> acts)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var tasks = acts.Select(act =>
                Task.Run(async () =>
                {
                    await start.Task;
                    return await act();
                })
            )
            .ToList();
        start.SetResult();
        return Task.WhenAll(tasks);
    }
}

public sealed class SqliteCollisionStories(SqlitePlatform platform) : CollisionStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlCollisionStories(PostgreSqlPlatform platform) : CollisionStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerCollisionStories(SqlServerPlatform platform) : CollisionStories(platform), IClassFixture<SqlServerPlatform>;
