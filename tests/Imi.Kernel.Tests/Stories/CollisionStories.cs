using Imi.Kernel.Exchanges;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Notices;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

public abstract class CollisionStories(Platform platform)
{
    [SkippableFact]
    public async Task The_second_of_two_editors_sees_who_acted_and_loses_nothing()
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
        Assert.Equal((andreas.Id, "accept"), (meanwhile.UserId, meanwhile.Action));
        Assert.Equal("Holidays", typed.Answers.Text("reason"));
        Assert.True((await maria.ReadsAsync(request)).Exchange.ReplyByAgreed);
    }

    [SkippableFact]
    public async Task A_draft_saved_by_a_colleague_is_not_overwritten()
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
    public async Task A_repeated_submission_acts_once_and_its_key_cannot_be_reused()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var draft = (await carmen.TriesToDraftAsync(andreas.Office, key: "new")).Result();
        Assert.Equal(draft, (await carmen.TriesToDraftAsync(andreas.Office, key: "new")).Result());
        (await carmen.TriesAsync("send", draft, key: "send")).Result();
        (await carmen.TriesAsync("send", draft, key: "send")).Result();
        Assert.Equal(["create", "send"], (await carmen.ReadsAsync(draft)).Timeline.Select(entry => entry.Action));
        (await carmen.TriesAsync("delete", draft, key: "send")).AssertRefused("exchange.submission-reused");
        await andreas.DoesAsync("accept", draft, Request.ReplyBy(Request.WantedBy));
        (await andreas.TriesAsync("reply", draft, Request.Found, key: "send")).Result();
    }

    [SkippableFact]
    public async Task A_refused_submission_can_be_corrected_and_sent_again()
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
    public async Task Sending_twice_at_the_same_time_sends_once(string? key)
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var draft = await carmen.DraftsAsync(andreas.Office);
        var outcomes = await TogetherAsync(Enumerable.Repeat(() => carmen.TriesAsync("send", draft, key: key), 4));
        Assert.Equal(key is null ? 1 : 4, outcomes.Count(outcome => outcome.IsDone));
        Assert.All(outcomes.Where(outcome => !outcome.IsDone), outcome => outcome.AssertRefused("exchange.wrong-state"));
        Assert.Equal(["create", "send"], (await carmen.ReadsAsync(draft)).Timeline.Select(entry => entry.Action));
        Assert.Equal(
            1,
            await story.DatabaseAsync(database => database.Set<Notice>().CountAsync(notice => notice.ExchangeId == draft && notice.UserId == andreas.Id))
        );
    }

    [SkippableFact]
    public async Task Exchanges_sent_at_the_same_time_get_numbers_without_gaps()
    {
        const int Together = 6;
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        story.SetDate(new DateOnly(2027, 3, 1));
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
    public async Task When_two_colleagues_act_at_the_same_time_only_one_succeeds()
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

    /// <summary>Runs actions concurrently; none starts before all are ready.</summary>
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
