using Imi.Kernel.Exchanges;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>What is typed into an action or a message is kept for its author alone until it is sent.</summary>
public abstract class ActionDraftStories(Platform platform)
{
    private static readonly ActionDraftContent Typed = new() { Answers = Request.Form(("found", "yes"), ("place", "Carriage 7, perhaps")) };

    [SkippableFact]
    public async Task What_was_typed_is_found_again_by_its_author_and_by_nobody_else()
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
    public async Task What_is_sent_or_discarded_is_a_draft_no_longer_and_a_late_save_does_not_bring_it_back()
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
        await story.AskAsync<ActionDraftService, bool>(
            async (drafts, stop) =>
            {
                await drafts.DiscardAsync(request, "close", carmen.Actor, stop);
                return true;
            }
        );
        Assert.Null(await FindsAsync(story, carmen, request, "close"));
    }

    [SkippableFact]
    public async Task Nobody_keeps_what_may_not_be_done()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas, stranger) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"), await story.HandlerInAsync("FR"));
        var request = await AcceptedAsync(carmen, andreas);

        (await SavesAsync(story, stranger, request, "reply")).IsNotFound();
        (await SavesAsync(story, andreas, request, "no-such-action")).IsNotFound();
        Assert.False((await SavesAsync(story, carmen, request, "reply")).IsDone);
        Assert.Equal(0, await story.DatabaseAsync(database => database.Set<ActionDraft>().CountAsync(draft => draft.ExchangeId == request)));
    }

    [SkippableFact]
    public async Task It_goes_when_the_exchange_is_hidden()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await AcceptedAsync(carmen, andreas);
        (await SavesAsync(story, carmen, request, KernelActions.Message)).Result();
        await andreas.DoesAsync("reply", request, Request.Found);
        await carmen.DoesAsync("close", request);
        Assert.Equal(1, await DraftsAsync(story, request));

        story.ItIs(DateOnly.FromDateTime((await carmen.ReadsAsync(request)).Exchange.ClosedAt!.Value).AddYears(3));
        await story.RetentionRunsAsync();
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
        story.AskAsync<ActionDraftService, Outcome<DateTime>>((drafts, stop) => drafts.SaveAsync(exchange, action, Typed, page, officer.Actor, stop));

    private static Task<SavedActionDraft?> FindsAsync(Story story, Officer officer, Guid exchange, string action) =>
        story.AskAsync<ActionDraftService, SavedActionDraft?>((drafts, stop) => drafts.FindAsync(exchange, action, officer.Actor, stop));

    private static Task<IReadOnlyList<StartedAction>> BegunAsync(Story story, Officer officer, Guid exchange) =>
        story.AskAsync<ActionDraftService, IReadOnlyList<StartedAction>>((drafts, stop) => drafts.BegunAsync(exchange, officer.Actor, stop));
}

public sealed class SqliteActionDraftStories(SqlitePlatform platform) : ActionDraftStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlActionDraftStories(PostgreSqlPlatform platform) : ActionDraftStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerActionDraftStories(SqlServerPlatform platform) : ActionDraftStories(platform), IClassFixture<SqlServerPlatform>;
