using System.Security.Cryptography;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.BlockedData;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>The key of the ring that wraps an exchange's key is lost: people are told, and everything is there again when it comes back.</summary>
public abstract class LostKeyStories(Platform platform)
{
    [SkippableFact]
    public async Task An_exchange_whose_key_is_lost_is_still_listed_and_seen_to_exist_and_opens_again_when_the_key_is_back()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas, stranger) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"), await story.HandlerInAsync("FR"));
        var (request, other) = (await carmen.SendsAsync(andreas.Office), await carmen.SendsAsync(andreas.Office));
        var file = (await andreas.AttachesAsync(request, "ticket.txt", "Seat 12"u8.ToArray())).Result();
        var wrapped = await LoseAsync(story, request);

        foreach (var officer in new List<Officer> { carmen, andreas })
        {
            var seen = await officer.ReadsAsync(request);
            Assert.Equal((true, Sight.Shell, "", 0, 2), (seen.IsContentLost, seen.Sight, seen.About, seen.Actions.Count, seen.Authorities.Count));
            var items = (await officer.ListsAsync(new InboxFilter())).Items;
            Assert.Equal((true, ""), Assert.Single(items, item => item.Row.Id == request) is var lost ? (lost.IsContentLost, lost.About) : default);
            Assert.False(Assert.Single(items, item => item.Row.Id == other).IsContentLost);
            Assert.Equal(Sight.Full, (await officer.ReadsAsync(other)).Sight);
        }

        Assert.Null(await stranger.LooksForAsync(request));
        (await stranger.DownloadsAsync(request, file)).IsNotFound();
        (await carmen.DownloadsAsync(request, file)).IsRefused("access.content-lost");

        await KeepAsync(story, request, wrapped);
        Assert.Equal((Sight.Full, Request.Owner), (await carmen.ReadsAsync(request)) is var again ? (again.Sight, again.About) : default);
        Assert.True((await carmen.DownloadsAsync(request, file)).IsDone);
    }

    [SkippableFact]
    public async Task Whatever_needs_the_content_is_refused_in_a_sentence()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var supervisor = await carmen.Office.EmploysAsync(Role.Supervisor);
        var (request, draft) = (await carmen.SendsAsync(andreas.Office), await carmen.DraftsAsync(andreas.Office));
        await LoseAsync(story, request);
        await LoseAsync(story, draft);

        (await andreas.TriesAsync("accept", request)).IsForbidden("access.content-lost");
        (await carmen.TriesAsync("close", request)).IsForbidden("access.content-lost");
        (await carmen.WritesAsync(request, "A word")).IsForbidden("access.content-lost");
        (await carmen.AttachesAsync(request, "ticket.txt", "Seat 12"u8.ToArray())).IsForbidden("access.content-lost");
        (await carmen.CopiesAsync(request)).IsRefused("exchange.cannot-copy");
        (await carmen.TriesAsync("send", draft)).IsForbidden("access.content-lost");
        Assert.Equal(OutcomeKind.Forbidden, (await carmen.SavesAsync(draft, andreas.Office, Request.Complete)).Kind);
        Assert.Null(await carmen.AsksWhyAsync(request, carmen));
        var held = await story.AskAsync<RetentionService, Outcome<Guid>>(
            (desk, stop) => desk.HoldAsync(request, new NewHold(HoldGround.Court, "A court", new DateOnly(2026, 6, 1)), supervisor.Actor, null, stop)
        );
        held.IsForbidden("access.content-lost");
        Assert.NotEqual("access.content-lost", story.Texts.Get("access.content-lost", "el"));
    }

    [SkippableFact]
    public async Task What_is_asked_of_hidden_data_whose_key_is_lost_is_refused_too()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var supervisor = await carmen.Office.EmploysAsync(Role.Supervisor);
        var request = await carmen.SendsAsync(andreas.Office);
        await RetentionStories.CloseAsync(carmen, andreas, request);
        story.ItIs(new DateOnly(2026, 9, 2));
        await story.RetentionRunsAsync();
        await LoseAsync(story, request);

        Assert.Equal(Sight.Shell, (await carmen.ReadsAsync(request)).Sight);
        var asked = new NewBlockedDataRequest(
            BlockedDataRequestKind.Unblocking,
            BlockedDataGround.Proof,
            "The owner asks us to prove it.",
            10,
            HasConsent: true
        );
        (await story.AskAsync<BlockedDataRequestService, Outcome<Guid>>((desk, stop) => desk.AskAsync(request, asked, carmen.Actor, null, stop))).IsRefused(
            "access.content-lost"
        );
        var hold = new NewHold(HoldGround.Court, "A court", new DateOnly(2026, 12, 1));
        (await story.AskAsync<RetentionService, Outcome<Guid>>((desk, stop) => desk.HoldAsync(request, hold, supervisor.Actor, null, stop))).IsRefused(
            "access.content-lost"
        );

        story.ItIs(new DateOnly(2027, 3, 2));
        await story.RetentionRunsAsync();
        Assert.Equal(0, await story.DatabaseAsync(database => database.Set<ExchangeKey>().CountAsync(key => key.ExchangeId == request))); // On time all the same.
    }

    [SkippableFact]
    public async Task A_key_that_was_changed_is_a_fault_and_not_a_loss()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        await carmen.SendsAsync(andreas.Office); // What the same key of the ring wraps still opens: so it is not that one.
        var wrapped = await story.DatabaseAsync(database =>
            database.Set<ExchangeKey>().Where(key => key.ExchangeId == request).Select(key => key.Wrapped).SingleAsync()
        );
        wrapped[^1] ^= 1;
        await KeepAsync(story, request, wrapped);
        await Assert.ThrowsAnyAsync<CryptographicException>(() => carmen.LooksForAsync(request));
    }

    /// <summary>Makes a key look as if another ring had wrapped it.</summary>
    /// <returns>As it was.</returns>
    private static async Task<byte[]> LoseAsync(Story story, Guid exchange)
    {
        var wrapped = await story.DatabaseAsync(database =>
            database.Set<ExchangeKey>().Where(key => key.ExchangeId == exchange).Select(key => key.Wrapped).SingleAsync()
        );
        var lost = wrapped.ToArray();
        Guid.CreateVersion7(Platform.Beginning).ToByteArray().CopyTo(lost, ExchangeKey.RingKeyStart);
        await KeepAsync(story, exchange, lost);
        return wrapped;
    }

    private static Task<int> KeepAsync(Story story, Guid exchange, byte[] wrapped) =>
        story.DatabaseAsync(database =>
            database.Set<ExchangeKey>().Where(key => key.ExchangeId == exchange).ExecuteUpdateAsync(change => change.SetProperty(key => key.Wrapped, wrapped))
        );
}

public sealed class SqliteLostKeyStories(SqlitePlatform platform) : LostKeyStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlLostKeyStories(PostgreSqlPlatform platform) : LostKeyStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerLostKeyStories(SqlServerPlatform platform) : LostKeyStories(platform), IClassFixture<SqlServerPlatform>;
