using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.BlockedData;
using Imi.Kernel.Features.PersonalDataReports;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Ledger;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

public abstract class RetentionRequestStories(Platform platform)
{
    private static readonly DateOnly HideOn = new(2026, 9, 2);
    private static readonly DateOnly DeleteOn = new(2027, 3, 2);
    private static readonly NewBlockedDataRequest AsProof = new(
        BlockedDataRequestKind.Unblocking,
        BlockedDataGround.Proof,
        "The owner asks us to prove it.",
        10,
        HasConsent: true
    );
    private static readonly NewBlockedDataRequest Early = new(
        BlockedDataRequestKind.EarlyDeletion,
        BlockedDataGround.Consent,
        "The owner wants it gone.",
        null,
        HasConsent: true
    );

    [SkippableFact]
    public async Task Unblocking_needs_a_second_person_and_serves_only_the_requesting_authority()
    {
        var (story, carmen, andreas, officer, request) = await HiddenAsync();
        var colleague = await carmen.Office.EmploysAsync(Role.Supervisor);
        var asked = (await AskAsync(carmen, request, AsProof)).Result();
        Assert.Equal(Sight.Shell, (await carmen.ReadsAsync(request)).Sight);
        Assert.Equal([KernelActions.UnblockingAsked], await NotifiedActionsAsync(andreas, request));
        Assert.Equal([KernelActions.UnblockingAsked], await NotifiedActionsAsync(officer, request));

        (await DecideAsync(officer, request, asked)).Result();
        foreach (var reader in new List<Officer> { carmen, colleague })
        {
            var seen = await reader.ReadsAsync(request);
            Assert.Equal((Sight.Full, Phase.Hidden, "A word"), (seen.Sight, seen.Exchange.Phase, Assert.Single(seen.Messages).Text));
            Assert.Equal((HideOn.AddDays(10), $"unblocking:Proof:{asked}"), (seen.Reading!.Until, seen.Reading.Purpose));
            Assert.NotEmpty(seen.Form);
            Assert.Equal((0, 0, false, false), (seen.Actions.Count, seen.CopiesInto.Count, seen.MayContribute, seen.MayAskWhy));
        }

        var file = Assert.Single((await carmen.ReadsAsync(request)).Files).Id;
        Assert.Equal("Seat 12"u8.ToArray(), (await carmen.DownloadsAsync(request, file)).Result());
        (await carmen.WritesAsync(request, "More")).AssertForbidden("access.personal-data-hidden");
        (await carmen.TriesAsync("close", request)).AssertForbidden("access.personal-data-hidden");
        (await carmen.CopiesAsync(request)).AssertRefused("exchange.cannot-copy");
        Assert.DoesNotContain((await carmen.ListsAsync(new InboxFilter())).Items, item => item.Row.Id == request);
        foreach (var other in new List<Officer> { andreas, officer })
        {
            Assert.Equal(Sight.Shell, (await other.ReadsAsync(request)).Sight);
            (await other.DownloadsAsync(request, file)).AssertNotFound();
        }

        var accesses = await story.DatabaseAsync(database =>
            database
                .Set<JournalEntry>()
                .Where(entry => entry.ExchangeId == request && (entry.What == "view" || entry.What == "download") && entry.Detail.Contains("unblocking"))
                .Select(entry => new
                {
                    entry.UserId,
                    entry.What,
                    entry.Detail,
                })
                .ToListAsync()
        );
        Assert.Equal((3, 1), (accesses.Count(access => access.What == "view"), accesses.Count(access => access.What == "download")));
        Assert.All(accesses, access => Assert.Matches($" unblocking:Proof:{asked}( shown:.+)?$", access.Detail));
        Assert.Equal(0, await story.DatabaseAsync(database => database.Set<ReadMark>().CountAsync(mark => mark.ExchangeId == request)));
        var processings = await story.CallAsync<ProcessingReportQuery, List<Processing>>(
            async (query, stop) => await query.ReadAsync(new ProcessingQuestion { Exchange = request, Person = colleague.Id }, stop).ToListAsync(stop)
        );
        Assert.Contains("Article 14(3)", Assert.Single(processings, one => one.What == "view").Purpose, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Unblocking_ends_automatically_and_the_parties_are_notified()
    {
        var (story, carmen, andreas, officer, request) = await HiddenAsync();
        var asked = (await AskAsync(carmen, request, AsProof)).Result();
        (await DecideAsync(officer, request, asked)).Result();
        story.SetDate(HideOn.AddDays(10));
        Assert.Equal(Sight.Full, (await carmen.ReadsAsync(request)).Sight);
        story.SetDate(HideOn.AddDays(11));
        Assert.Equal(Sight.Shell, (await carmen.ReadsAsync(request)).Sight);
        Assert.Equal(BlockedDataRequestState.Ended, Assert.Single((await ShowAsync(carmen, request))!.Items).State);
        await story.RunRetentionAsync();
        await story.RunRetentionAsync();
        Assert.Equal(
            [KernelActions.UnblockingEnded, KernelActions.UnblockingGranted, KernelActions.UnblockingAsked],
            await NotifiedActionsAsync(andreas, request)
        );
        Assert.Equal([KernelActions.UnblockingEnded, KernelActions.UnblockingGranted], await NotifiedActionsAsync(carmen, request));
    }

    [SkippableFact]
    public async Task Unblocking_ends_on_request_and_on_deletion()
    {
        var (story, carmen, _, officer, request) = await HiddenAsync();
        var first = (await AskAsync(carmen, request, AsProof)).Result();
        (await DecideAsync(officer, request, first)).Result();
        (await EndAsync(await story.HandlerInAsync("FR"), request, first)).AssertNotFound();
        (await EndAsync(carmen, request, first)).Result();
        Assert.Equal(Sight.Shell, (await carmen.ReadsAsync(request)).Sight);
        (await EndAsync(carmen, request, first)).AssertRefused("blocked-data.decided");

        story.SetDate(DeleteOn.AddDays(-3));
        var second = (await AskAsync(carmen, request, AsProof with { Days = 30 })).Result();
        (await DecideAsync(officer, request, second)).Result();
        Assert.Equal(DeleteOn.AddDays(-1), (await carmen.ReadsAsync(request)).Reading!.Until);
        story.SetDate(DeleteOn);
        await story.RunRetentionAsync();
        Assert.Equal((Sight.Shell, Phase.Deleted), await SeenAsync(carmen, request));
        Assert.Empty((await ShowAsync(carmen, request))!.Items);
        Assert.Equal(0, await story.DatabaseAsync(database => database.Set<BlockedDataRequest>().CountAsync(one => one.ExchangeId == request)));
    }

    [SkippableFact]
    public async Task Only_another_authorized_person_of_the_requesting_side_decides()
    {
        var story = await platform.BeginAsync();
        var isabel = await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Referral);
        var carmen = await (await story.AuthorityInAsync("ES", mandate => mandate.CoordinatedBy(isabel.Office.Id))).EmploysAsync(Role.Handler);
        var andreas = await story.HandlerInAsync("CY");
        var (officerThere, supervisor) = (
            await andreas.Office.EmploysForAllModulesAsync(Role.DataProtectionOfficer),
            await carmen.Office.EmploysAsync(Role.Supervisor)
        );
        var request = await carmen.SendsAsync(andreas.Office);
        await RetentionStories.CloseAsync(carmen, andreas, request);
        (await AskAsync(carmen, request, AsProof)).AssertRefused("blocked-data.only-hidden");
        story.SetDate(HideOn);
        await story.RunRetentionAsync();

        (await AskAsync(supervisor, request, AsProof)).AssertForbidden("access.needs-party-handler");
        (await AskAsync(isabel, request, AsProof)).AssertForbidden("access.needs-party-handler");
        (await AskAsync(await story.HandlerInAsync("FR"), request, AsProof)).AssertNotFound();
        (await AskAsync(carmen, request, AsProof with { Ground = BlockedDataGround.Consent, Reason = " ", Days = 31 })).AssertInvalid(
            "ground validation.required",
            "reason validation.required",
            "days blocked-data.days"
        );
        (await AskAsync(carmen, request, AsProof with { HasConsent = false })).AssertInvalid("consent blocked-data.consent-needed");
        var asked = (await AskAsync(carmen, request, AsProof with { Ground = BlockedDataGround.PublicInterest, HasConsent = false })).Result();
        (await AskAsync(carmen, request, AsProof)).AssertRefused("blocked-data.already");

        Assert.Equal([KernelActions.UnblockingAsked], await NotifiedActionsAsync(isabel, request));
        Assert.Equal("The owner asks us to prove it.", Assert.Single((await ShowAsync(isabel, request))!.Items).Reason);
        Assert.Null(Assert.Single((await ShowAsync(andreas, request))!.Items).Reason);
        Assert.Null(await ShowAsync(await story.HandlerInAsync("FR"), request));
        (await DecideAsync(carmen, request, asked)).AssertForbidden("access.second-person");
        (await DecideAsync(supervisor, request, asked)).AssertForbidden("access.needs-second-person");
        (await DecideAsync(officerThere, request, asked)).AssertForbidden("access.needs-second-person");
        (await DecideAsync(isabel, request, asked, isGranted: false)).AssertInvalid("answer validation.required");
        (await DecideAsync(isabel, request, asked, isGranted: false, answer: "No interest overrides here.")).Result();
        (await DecideAsync(isabel, request, asked)).AssertRefused("blocked-data.decided");
        Assert.Equal(Sight.Shell, (await carmen.ReadsAsync(request)).Sight);
        var refused = Assert.Single((await ShowAsync(carmen, request))!.Items);
        Assert.Equal((BlockedDataRequestState.Refused, "No interest overrides here."), (refused.State, refused.Answer));
        Assert.Equal([KernelActions.UnblockingRefused], await NotifiedActionsAsync(carmen, request));
    }

    [SkippableFact]
    public async Task Data_are_deleted_early_with_the_data_subjects_consent()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var officer = await carmen.Office.EmploysForAllModulesAsync(Role.DataProtectionOfficer);
        var request = await carmen.SendsAsync(andreas.Office);
        (await AskAsync(carmen, request, Early)).AssertRefused("blocked-data.only-closed");
        await RetentionStories.CloseAsync(carmen, andreas, request);
        (await AskAsync(carmen, request, Early with { HasConsent = false })).AssertInvalid("consent blocked-data.consent-needed");
        var asked = (await AskAsync(carmen, request, Early)).Result();
        await story.RunRetentionAsync();
        Assert.Equal(Phase.Closed, (await carmen.ReadsAsync(request)).Exchange.Phase);
        Assert.Null(await officer.FindsAsync(request));
        Assert.Equal([(request, BlockedDataRequestKind.EarlyDeletion)], (await WaitingAsync(officer)).Select(one => (one.ExchangeId, one.Kind)));
        Assert.Equal("The owner wants it gone.", Assert.Single((await ShowAsync(officer, request, BlockedDataRequestKind.EarlyDeletion))!.Items).Reason);

        (await DecideAsync(officer, request, asked)).Result();
        Assert.Empty(await WaitingAsync(officer));
        await story.RunRetentionAsync();
        Assert.Equal((Sight.Shell, Phase.Deleted), await SeenAsync(andreas, request));
        Assert.Equal(
            [LedgerAction.Hidden, LedgerAction.Deleted],
            await story.DatabaseAsync(database =>
                database
                    .Set<LedgerEntry>()
                    .Where(entry => entry.ConcernedId == request)
                    .OrderBy(entry => entry.Sequence)
                    .Select(entry => entry.Action)
                    .ToListAsync()
            )
        );
        Assert.Equal(0, await story.DatabaseAsync(database => database.Set<ExchangeKey>().CountAsync(key => key.ExchangeId == request)));
        Assert.Equal([KernelActions.EarlyDeletionGranted], await NotifiedActionsAsync(andreas, request));
    }

    [SkippableFact]
    public async Task A_legal_hold_delays_early_deletion()
    {
        var (story, carmen, _, officer, request) = await HiddenAsync();
        var supervisor = await carmen.Office.EmploysAsync(Role.Supervisor);
        var hold = (
            await story.CallAsync<RetentionService, Outcome<Guid>>(
                (service, stop) => service.HoldAsync(request, new NewHold(HoldGround.Audit, "Inspection", HideOn.AddDays(90)), supervisor.Actor, null, stop)
            )
        ).Result();
        (await DecideAsync(officer, request, (await AskAsync(carmen, request, Early)).Result())).Result();
        await story.RunRetentionAsync();
        Assert.Equal((Sight.Shell, Phase.Hidden), await SeenAsync(carmen, request));
        Assert.NotEmpty(await story.CallAsync<RetentionService, IReadOnlyList<HoldView>>((service, stop) => service.StandingAsync(request, stop)));
        (await story.CallAsync<RetentionService, Outcome<Guid>>((service, stop) => service.LiftAsync(request, hold, supervisor.Actor, null, stop))).Result();
        await story.RunRetentionAsync();
        Assert.Equal((Sight.Shell, Phase.Deleted), await SeenAsync(carmen, request));
    }

    private async Task<(Story Story, Officer Sender, Officer Recipient, Officer Protection, Guid Request)> HiddenAsync()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var officer = await carmen.Office.EmploysForAllModulesAsync(Role.DataProtectionOfficer);
        var request = await carmen.SendsAsync(andreas.Office);
        (await carmen.WritesAsync(request, "A word")).Result();
        (await andreas.AttachesAsync(request, "ticket.txt", "Seat 12"u8.ToArray())).Result();
        await RetentionStories.CloseAsync(carmen, andreas, request);
        story.SetDate(HideOn);
        await story.RunRetentionAsync();
        return (story, carmen, andreas, officer, request);
    }

    private static Task<Outcome<Guid>> AskAsync(Officer officer, Guid exchange, NewBlockedDataRequest asked) =>
        officer.Story.CallAsync<BlockedDataRequestService, Outcome<Guid>>((service, stop) => service.AskAsync(exchange, asked, officer.Actor, null, stop));

    private static Task<Outcome<Guid>> DecideAsync(Officer officer, Guid exchange, Guid request, bool isGranted = true, string answer = "") =>
        officer.Story.CallAsync<BlockedDataRequestService, Outcome<Guid>>(
            (service, stop) => service.DecideAsync(exchange, request, isGranted, answer, officer.Actor, null, stop)
        );

    private static Task<Outcome<Guid>> EndAsync(Officer officer, Guid exchange, Guid request) =>
        officer.Story.CallAsync<BlockedDataRequestService, Outcome<Guid>>((service, stop) => service.EndAsync(exchange, request, officer.Actor, null, stop));

    private static Task<BlockedDataRequests?> ShowAsync(Officer officer, Guid exchange, BlockedDataRequestKind kind = BlockedDataRequestKind.Unblocking) =>
        officer.Story.CallAsync<BlockedDataRequestService, BlockedDataRequests?>((service, stop) => service.ShowAsync(exchange, kind, officer.Actor, stop));

    private static Task<IReadOnlyList<WaitingBlockedDataRequest>> WaitingAsync(Officer officer) =>
        officer.Story.CallAsync<BlockedDataRequestService, IReadOnlyList<WaitingBlockedDataRequest>>(
            (service, stop) => service.WaitingAsync(officer.Actor, stop)
        );

    private static async Task<(Sight, Phase)> SeenAsync(Officer officer, Guid exchange)
    {
        var seen = await officer.ReadsAsync(exchange);
        return (seen.Sight, seen.Exchange.Phase);
    }

    private static async Task<IEnumerable<string>> NotifiedActionsAsync(Officer officer, Guid exchange) =>
        (await officer.NoticesAsync())
            .Where(notice => notice.ExchangeId == exchange)
            .Select(notice => notice.Action)
            .Where(KernelActions.NotifyingAll.Contains);
}

public sealed class SqliteRetentionRequestStories(SqlitePlatform platform) : RetentionRequestStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlRetentionRequestStories(PostgreSqlPlatform platform) : RetentionRequestStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerRetentionRequestStories(SqlServerPlatform platform) : RetentionRequestStories(platform), IClassFixture<SqlServerPlatform>;
