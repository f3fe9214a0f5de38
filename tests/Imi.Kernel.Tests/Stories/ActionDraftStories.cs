using Imi.Kernel.Exchanges;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Unsent input of an action or message is saved for its author only.</summary>
public abstract class ActionDraftStories(Platform platform)
{
    private static readonly ActionDraftContent Typed = new() { Answers = Request.Form(("found", "yes"), ("place", "Carriage 7, perhaps")) };

    [SkippableFact]
    public async Task Only_the_author_sees_a_saved_action_draft()
    {
        var story = await platform.BeginAsync();
        var (carmen, office) = (await story.HandlerInAsync("ES"), await story.AuthorityInAsync("CY"));
        var (andreas, eleni) = (await office.EmploysAsync(Role.Handler), await office.EmploysAsync(Role.Handler));
        var request = await AcceptedAsync(carmen, andreas);

        (await SavesAsync(story, andreas, request, "reply")).Result();
        Assert.Equal("Carriage 7, perhaps", (await FindsAsync(story, andreas, request, "reply"))!.Content.Answers.Text("place"));
        Assert.Equal("reply", Assert.Single(await BegunAsync(story, andreas, request)).Action);
        foreach (var other in new[] { carmen, eleni })
        {
            Assert.Null(await FindsAsync(story, other, request, "reply"));
            Assert.Empty(await BegunAsync(story, other, request));
        }

        var stored = await story.DatabaseAsync(database =>
            database.Set<ActionDraft>().Where(draft => draft.ExchangeId == request).Select(draft => draft.Cipher).SingleAsync()
        );
        Assert.Equal(-1, stored.AsSpan().IndexOf("Carriage"u8));
    }

    [SkippableFact]
    public async Task Sending_or_discarding_ends_a_draft_and_a_late_save_does_not_restore_it()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await AcceptedAsync(carmen, andreas);

        (await SavesAsync(story, andreas, request, "reply", "the page")).Result();
        (await andreas.TriesAsync("reply", request, Request.Found, key: "the page")).Result();
        Assert.Null(await FindsAsync(story, andreas, request, "reply"));
        await SavesAsync(story, andreas, request, "reply", "the page");
        Assert.Null(await FindsAsync(story, andreas, request, "reply"));

        (await SavesAsync(story, carmen, request, "close")).Result();
        await story.CallAsync<ActionDraftService, bool>(
            async (drafts, stop) =>
            {
                await drafts.DiscardAsync(request, "close", carmen.Actor, stop);
                return true;
            }
        );
        Assert.Null(await FindsAsync(story, carmen, request, "close"));
    }

    [SkippableFact]
    public async Task A_forbidden_action_cannot_be_saved_as_a_draft()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas, stranger) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"), await story.HandlerInAsync("FR"));
        var request = await AcceptedAsync(carmen, andreas);

        (await SavesAsync(story, stranger, request, "reply")).AssertNotFound();
        (await SavesAsync(story, andreas, request, "no-such-action")).AssertNotFound();
        Assert.False((await SavesAsync(story, carmen, request, "reply")).IsDone);
        Assert.Equal(0, await story.DatabaseAsync(database => database.Set<ActionDraft>().CountAsync(draft => draft.ExchangeId == request)));
    }

    [SkippableFact]
    public async Task Blocking_an_exchange_deletes_its_action_drafts()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await AcceptedAsync(carmen, andreas);
        (await SavesAsync(story, carmen, request, KernelActions.Message)).Result();
        await andreas.DoesAsync("reply", request, Request.Found);
        await carmen.DoesAsync("close", request);
        Assert.Equal(1, await DraftsAsync(story, request));

        story.SetDate(DateOnly.FromDateTime((await carmen.ReadsAsync(request)).Exchange.ClosedAt!.Value).AddYears(3));
        await story.RunRetentionAsync();
        Assert.Equal(0, await DraftsAsync(story, request));
    }

    private static async Task<Guid> AcceptedAsync(Officer sender, Officer recipient)
    {
        var request = await sender.SendsAsync(recipient.Office);
        await recipient.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));
        return request;
    }

    private static Task<int> DraftsAsync(Story story, Guid exchange) =>
        story.DatabaseAsync(database => database.Set<ActionDraft>().CountAsync(draft => draft.ExchangeId == exchange));

    private static Task<Outcome<DateTime>> SavesAsync(Story story, Officer officer, Guid exchange, string action, string? page = null) =>
        story.CallAsync<ActionDraftService, Outcome<DateTime>>((drafts, stop) => drafts.SaveAsync(exchange, action, _ => Typed, page, officer.Actor, stop));

    private static Task<SavedActionDraft?> FindsAsync(Story story, Officer officer, Guid exchange, string action) =>
        story.CallAsync<ActionDraftService, SavedActionDraft?>((drafts, stop) => drafts.FindAsync(exchange, action, officer.Actor, stop));

    private static Task<IReadOnlyList<StartedAction>> BegunAsync(Story story, Officer officer, Guid exchange) =>
        story.CallAsync<ActionDraftService, IReadOnlyList<StartedAction>>((drafts, stop) => drafts.BegunAsync(exchange, officer.Actor, stop));
}

public sealed class SqliteActionDraftStories(SqlitePlatform platform) : ActionDraftStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlActionDraftStories(PostgreSqlPlatform platform) : ActionDraftStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerActionDraftStories(SqlServerPlatform platform) : ActionDraftStories(platform), IClassFixture<SqlServerPlatform>;
