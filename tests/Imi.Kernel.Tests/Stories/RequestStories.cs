using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Vault;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

public abstract class RequestStories(Platform platform)
{
    [SkippableFact]
    public async Task A_request_travels_from_draft_to_closure()
    {
        var story = await platform.BeginAsync();
        var carmen = await story.HandlerInAsync("ES");
        var andreas = await story.HandlerInAsync("CY");

        var request = await carmen.DraftsAsync(andreas.Office);
        await AssertIsAsync(carmen, request, "draft", waitsFor: null, due: null);
        Assert.Null(await andreas.FindsAsync(request));

        await carmen.DoesAsync("send", request);
        await AssertIsAsync(andreas, request, "sent", Party.Recipient, due: "2026-03-09");

        await andreas.DoesAsync("accept", request, Request.ReplyBy("2026-05-04"));
        var accepted = (await AssertIsAsync(carmen, request, "accepted", Party.Recipient, due: Request.WantedBy)).Exchange;
        Assert.Equal((new DateOnly(2026, 5, 4), false), (accepted.ReplyByProposed, accepted.ReplyByAgreed));

        await carmen.DoesAsync("agree-date", request);
        var agreed = (await AssertIsAsync(andreas, request, "accepted", Party.Recipient, due: "2026-05-04")).Exchange;
        Assert.Equal((null, true), (agreed.ReplyByProposed, agreed.ReplyByAgreed));

        await andreas.DoesAsync("reply", request, Request.Found);
        await AssertIsAsync(carmen, request, "answered", Party.Sender, due: null); // A reminder is not a deadline.

        await carmen.DoesAsync("ask-again", request, Request.Question("2026-06-01"));
        var again = await AssertIsAsync(andreas, request, "asked-again", Party.Recipient, due: "2026-06-01");
        Assert.Equal(2, again.Exchange.Round);

        await andreas.DoesAsync("answer-again", request, Request.Form(("found", "no")));
        await carmen.DoesAsync("close", request);
        var closed = await AssertIsAsync(carmen, request, "closed", waitsFor: null, due: null);
        Assert.NotNull(closed.Exchange.ClosedAt);
        Assert.Matches("^LOST-2026-[0-9]{6}$", closed.Exchange.Number);
        Assert.Empty(closed.Actions);
        Assert.False(closed.MayContribute);
        Assert.Equal(["create", "send", "accept", "agree-date", "reply", "ask-again", "answer-again", "close"], closed.Timeline.Select(entry => entry.Action));
        Assert.Equal(["acceptance", "reply", "question", "reply"], closed.ActionContents.Select(content => content.Form.Name));
        Assert.Equal([("reply.found", "no"), ("reply.found", "yes"), ("transport", "train")], await FactsAsync(story, request));
    }

    [SkippableFact]
    public async Task The_requested_date_is_agreed_at_once_and_a_declined_one_changes_nothing()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var asWanted = await carmen.SendsAsync(andreas.Office);
        await andreas.DoesAsync("accept", asWanted, Request.ReplyBy(Request.WantedBy));
        Assert.True((await carmen.ReadsAsync(asWanted)).Exchange.ReplyByAgreed);
        (await carmen.TriesAsync("agree-date", asWanted)).AssertRefused("exchange.condition");

        var other = await carmen.SendsAsync(andreas.Office);
        await andreas.DoesAsync("accept", other, Request.ReplyBy("2026-05-04"));
        await carmen.DoesAsync("decline-date", other);
        var declined = (await AssertIsAsync(carmen, other, "accepted", Party.Recipient, due: Request.WantedBy)).Exchange;
        Assert.Null(declined.ReplyByProposed);
    }

    [SkippableFact]
    public async Task An_action_outside_the_procedure_is_refused()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        (await carmen.TriesAsync("close", request)).AssertRefused("exchange.wrong-state");
        (await carmen.TriesAsync("send", request)).AssertRefused("exchange.wrong-state");
        (await carmen.TriesAsync("burn", request)).AssertRefused("exchange.unknown-action");
        (await carmen.SavesAsync(request, andreas.Office, Answers.None)).AssertRefused("exchange.not-a-draft");
        (await andreas.TriesAsync("accept", request, Request.ReplyBy("2026-03-01"))).AssertInvalid("replyBy validation.date-past");
        Assert.Equal(Request.Owner, (await carmen.ReadsAsync(request)).Answers.Text("owner"));
    }

    [SkippableFact]
    public async Task An_incomplete_draft_is_saved_as_typed_but_cannot_be_sent()
    {
        var story = await platform.BeginAsync();
        var carmen = await story.HandlerInAsync("ES");
        var typed = Request
            .Form(("owner", "  Eleni\u0007"), ("lostOn", "last week"), ("otherTransport", "A boat"))
            .With("items", [Request.Form(("isValuable", "yes"), ("value", "much"))]);
        var draft = await carmen.DraftsAsync(to: null);
        (await carmen.SavesAsync(draft, to: null, typed)).Result();
        Assert.Equal(typed.ToJson(), (await carmen.ReadsAsync(draft)).Answers.ToJson());

        (await carmen.TriesAsync("send", draft)).AssertInvalid(
            "recipient validation.required",
            "transport validation.required",
            "lostOn validation.not-a-date",
            "items.0.item validation.required",
            "items.0.value validation.not-a-number",
            "replyBy validation.required"
        );
        var kept = await carmen.ReadsAsync(draft);
        Assert.Equal((typed.ToJson(), "draft", null), (kept.Answers.ToJson(), kept.Exchange.State, kept.Exchange.Number));
    }

    [SkippableFact]
    public async Task Answers_to_hidden_fields_are_not_sent()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office, Request.Complete.With("otherTransport", "A boat"));
        Assert.False((await andreas.ReadsAsync(request)).Answers.Has("otherTransport"));
    }

    [SkippableFact]
    public async Task A_deleted_draft_remains_only_in_the_journal()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var draft = await carmen.DraftsAsync(andreas.Office);
        (await carmen.AttachesAsync(draft, "ticket.txt", "Seat 12"u8.ToArray())).Result();
        (await carmen.TriesAsync("delete", draft, key: "once")).Result();
        (await carmen.TriesAsync("delete", draft, key: "once")).Result();
        (await carmen.TriesAsync("delete", draft)).AssertNotFound();
        Assert.Equal(
            0,
            await story.DatabaseAsync(async database =>
                await database.Set<Exchange>().CountAsync(one => one.Id == draft)
                + await database.Set<ExchangeKey>().CountAsync(one => one.ExchangeId == draft)
                + await database.Set<ContentDocument>().CountAsync(one => one.ExchangeId == draft)
                + await database.Set<Attachment>().CountAsync(one => one.ExchangeId == draft)
                + await database.Set<TimelineEntry>().CountAsync(one => one.ExchangeId == draft)
            )
        );
        Assert.Equal(
            ["create", "attach", "delete-draft"],
            await story.DatabaseAsync(database =>
                database
                    .Set<JournalEntry>()
                    .Where(entry => entry.ExchangeId == draft)
                    .OrderBy(entry => entry.Sequence)
                    .Select(entry => entry.What)
                    .ToListAsync()
            )
        );
        var sent = await carmen.SendsAsync(andreas.Office);
        (await carmen.TriesAsync("delete", sent)).AssertRefused("exchange.wrong-state");
    }

    private static Task<List<(string, string)>> FactsAsync(Story story, Guid exchange) =>
        story.DatabaseAsync(async database =>
            (await database.Set<StatisticAnswer>().Where(fact => fact.ExchangeId == exchange).ToListAsync())
                .Select(fact => (Field: fact.SourceId == exchange ? fact.Field : $"{fact.Form}.{fact.Field}", fact.Value))
                .OrderBy(fact => fact.Field, StringComparer.Ordinal)
                .ThenBy(fact => fact.Value, StringComparer.Ordinal)
                .ToList()
        );

    private static async Task<ExchangeDetails> AssertIsAsync(Officer officer, Guid exchange, string state, Party? waitsFor, string? due)
    {
        var details = await officer.ReadsAsync(exchange);
        Assert.Equal((state, waitsFor, due), (details.Exchange.State, details.Exchange.WaitsFor, details.Exchange.DueOn?.ToString("yyyy-MM-dd")));
        return details;
    }
}

public sealed class SqliteRequestStories(SqlitePlatform platform) : RequestStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlRequestStories(PostgreSqlPlatform platform) : RequestStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerRequestStories(SqlServerPlatform platform) : RequestStories(platform), IClassFixture<SqlServerPlatform>;
