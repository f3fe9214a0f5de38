using System.Security.Cryptography;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.BlockedData;
using Imi.Kernel.Features.HandOver;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>If the ring key that wraps an exchange's key is lost, people are informed, and the content returns with the key.</summary>
public abstract class LostKeyStories(Platform platform)
{
    [SkippableFact]
    public async Task An_exchange_with_a_lost_key_is_listed_and_opens_when_the_key_returns()
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

        Assert.Null(await stranger.FindsAsync(request));
        (await stranger.DownloadsAsync(request, file)).AssertNotFound();
        (await carmen.DownloadsAsync(request, file)).AssertRefused("access.content-unreadable");

        await KeepAsync(story, request, wrapped);
        Assert.Equal((Sight.Full, Request.Owner), (await carmen.ReadsAsync(request)) is var again ? (again.Sight, again.About) : default);
        Assert.True((await carmen.DownloadsAsync(request, file)).IsDone);
    }

    [SkippableFact]
    public async Task Actions_that_need_unreadable_content_are_refused_with_a_reason()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var supervisor = await carmen.Office.EmploysAsync(Role.Supervisor);
        var (request, draft) = (await carmen.SendsAsync(andreas.Office), await carmen.DraftsAsync(andreas.Office));
        await LoseAsync(story, request);
        await LoseAsync(story, draft);

        (await andreas.TriesAsync("accept", request)).AssertForbidden("access.content-unreadable");
        (await carmen.TriesAsync("close", request)).AssertForbidden("access.content-unreadable");
        (await carmen.WritesAsync(request, "A word")).AssertForbidden("access.content-unreadable");
        (await carmen.AttachesAsync(request, "ticket.txt", "Seat 12"u8.ToArray())).AssertForbidden("access.content-unreadable");
        (await carmen.CopiesAsync(request)).AssertRefused("exchange.cannot-copy");
        (await carmen.TriesAsync("send", draft)).AssertForbidden("access.content-unreadable");
        Assert.Equal(OutcomeKind.Forbidden, (await carmen.SavesAsync(draft, andreas.Office, Request.Complete)).Kind);
        Assert.Null(await carmen.AsksForExplanationAsync(request, carmen));
        var held = await story.CallAsync<RetentionService, Outcome<Guid>>(
            (service, stop) => service.HoldAsync(request, new NewHold(HoldGround.Court, "A court", new DateOnly(2026, 6, 1)), supervisor.Actor, null, stop)
        );
        held.AssertForbidden("access.content-unreadable");
        Assert.NotEqual("access.content-unreadable", story.Texts.Get("access.content-unreadable", "el"));
    }

    [SkippableFact]
    public async Task Damaged_content_counts_as_lost_and_does_not_prevent_a_merge()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var coordinator = await (await story.CoordinatorInAsync("CY")).EmploysAsync(Role.Administrator);
        var successor = await (await story.BareAuthorityInAsync("CY")).EmploysAsync(Role.Handler);
        var request = await carmen.SendsAsync(andreas.Office);
        byte[] damaged = [1, 2, 3];
        await story.DatabaseAsync(database =>
            database
                .Set<ContentDocument>()
                .Where(document => document.ExchangeId == request)
                .ExecuteUpdateAsync(change => change.SetProperty(document => document.Cipher, damaged))
        );

        var seen = await carmen.ReadsAsync(request);
        Assert.Equal((true, Sight.Shell), (seen.IsContentLost, seen.Sight));
        (await andreas.TriesAsync("accept", request)).AssertForbidden("access.content-unreadable");

        var code = await story.DatabaseAsync(database =>
            database.Set<Authority>().Where(one => one.Id == successor.Office.Id).Select(one => one.Code).FirstAsync()
        );
        Assert.True(
            (await story.CallAsync<MergeService, Outcome<Guid>>((merge, stop) => merge.MergeAsync(andreas.Office.Id, code, coordinator.Actor, stop))).IsDone
        );
        Assert.Equal(successor.Office.Id, (await carmen.ReadsAsync(request)).Exchange.RecipientId);
    }

    [SkippableFact]
    public async Task Requests_about_blocked_data_with_a_lost_key_are_refused()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var supervisor = await carmen.Office.EmploysAsync(Role.Supervisor);
        var request = await carmen.SendsAsync(andreas.Office);
        await RetentionStories.CloseAsync(carmen, andreas, request);
        story.SetDate(new DateOnly(2026, 9, 2));
        await story.RunRetentionAsync();
        await LoseAsync(story, request);

        Assert.Equal(Sight.Shell, (await carmen.ReadsAsync(request)).Sight);
        var asked = new NewBlockedDataRequest(
            BlockedDataRequestKind.Unblocking,
            BlockedDataGround.Proof,
            "The owner asks us to prove it.",
            10,
            HasConsent: true
        );
        (
            await story.CallAsync<BlockedDataRequestService, Outcome<Guid>>((service, stop) => service.AskAsync(request, asked, carmen.Actor, null, stop))
        ).AssertRefused("access.content-unreadable");
        var hold = new NewHold(HoldGround.Court, "A court", new DateOnly(2026, 12, 1));
        (
            await story.CallAsync<RetentionService, Outcome<Guid>>((service, stop) => service.HoldAsync(request, hold, supervisor.Actor, null, stop))
        ).AssertRefused("access.content-unreadable");

        story.SetDate(new DateOnly(2027, 3, 2));
        await story.RunRetentionAsync();

        // The key is deleted on time nevertheless.
        Assert.Equal(0, await story.DatabaseAsync(database => database.Set<ExchangeKey>().CountAsync(key => key.ExchangeId == request)));
    }

    [SkippableFact]
    public async Task A_tampered_key_is_an_error_and_not_a_lost_key()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        await carmen.SendsAsync(andreas.Office); // Other keys wrapped by the same ring key still open, so the ring key is not lost.
        var wrapped = await story.DatabaseAsync(database =>
            database.Set<ExchangeKey>().Where(key => key.ExchangeId == request).Select(key => key.Wrapped).SingleAsync()
        );
        wrapped[^1] ^= 1;
        await KeepAsync(story, request, wrapped);
        await Assert.ThrowsAnyAsync<CryptographicException>(() => carmen.FindsAsync(request));
    }

    /// <summary>Changes a wrapped key so that another ring seems to have wrapped it.</summary>
    /// <returns>The original wrapped key.</returns>
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
