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
    public async Task Hidden_data_are_read_for_a_while_by_the_asking_authority_alone_when_a_second_person_approves()
    {
        var (story, carmen, andreas, officer, request) = await HiddenAsync();
        var colleague = await carmen.Office.EmploysAsync(Role.Supervisor);
        var asked = (await AskAsync(carmen, request, AsProof)).Result();
        Assert.Equal(Sight.Shell, (await carmen.ReadsAsync(request)).Sight);
        Assert.Equal([KernelActions.UnblockingAsked], await ToldAsync(andreas, request));
        Assert.Equal([KernelActions.UnblockingAsked], await ToldAsync(officer, request));

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
        (await carmen.WritesAsync(request, "More")).IsForbidden("access.personal-data-hidden");
        (await carmen.TriesAsync("close", request)).IsForbidden("access.personal-data-hidden");
        (await carmen.CopiesAsync(request)).IsRefused("exchange.cannot-copy");
        Assert.DoesNotContain((await carmen.ListsAsync(new InboxFilter())).Items, item => item.Row.Id == request);
        foreach (var other in new List<Officer> { andreas, officer })
        {
            Assert.Equal(Sight.Shell, (await other.ReadsAsync(request)).Sight);
            (await other.DownloadsAsync(request, file)).IsNotFound();
        }

        var looks = await story.DatabaseAsync(database =>
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
        Assert.Equal((3, 1), (looks.Count(look => look.What == "view"), looks.Count(look => look.What == "download")));
        Assert.All(looks, look => Assert.Matches($" unblocking:Proof:{asked}( shown:.+)?$", look.Detail));
        Assert.Equal(0, await story.DatabaseAsync(database => database.Set<ReadMark>().CountAsync(mark => mark.ExchangeId == request)));
        var told = await story.AskAsync<ProcessingReportQuery, List<Processing>>(
            async (desk, stop) => await desk.ReadAsync(new ProcessingQuestion { Exchange = request, Person = colleague.Id }, stop).ToListAsync(stop)
        );
        Assert.Contains("Article 14(3)", Assert.Single(told, one => one.What == "view").Purpose, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_reading_ends_by_itself_and_the_parties_are_told()
    {
        var (story, carmen, andreas, officer, request) = await HiddenAsync();
        var asked = (await AskAsync(carmen, request, AsProof)).Result();
        (await DecideAsync(officer, request, asked)).Result();
        story.ItIs(HideOn.AddDays(10));
        Assert.Equal(Sight.Full, (await carmen.ReadsAsync(request)).Sight);
        story.ItIs(HideOn.AddDays(11));
        Assert.Equal(Sight.Shell, (await carmen.ReadsAsync(request)).Sight);
        Assert.Equal(BlockedDataRequestState.Ended, Assert.Single((await ShowAsync(carmen, request))!.Items).State);
        await story.RetentionRunsAsync();
        await story.RetentionRunsAsync();
        Assert.Equal([KernelActions.UnblockingEnded, KernelActions.UnblockingGranted, KernelActions.UnblockingAsked], await ToldAsync(andreas, request));
        Assert.Equal([KernelActions.UnblockingEnded, KernelActions.UnblockingGranted], await ToldAsync(carmen, request));
    }

    [SkippableFact]
    public async Task The_reading_ends_when_its_authority_says_so_and_with_the_deletion()
    {
        var (story, carmen, _, officer, request) = await HiddenAsync();
        var first = (await AskAsync(carmen, request, AsProof)).Result();
        (await DecideAsync(officer, request, first)).Result();
        (await EndAsync(await story.HandlerInAsync("FR"), request, first)).IsNotFound();
        (await EndAsync(carmen, request, first)).Result();
        Assert.Equal(Sight.Shell, (await carmen.ReadsAsync(request)).Sight);
        (await EndAsync(carmen, request, first)).IsRefused("requests.decided");

        story.ItIs(DeleteOn.AddDays(-3));
        var second = (await AskAsync(carmen, request, AsProof with { Days = 30 })).Result();
        (await DecideAsync(officer, request, second)).Result();
        Assert.Equal(DeleteOn.AddDays(-1), (await carmen.ReadsAsync(request)).Reading!.Until);
        story.ItIs(DeleteOn);
        await story.RetentionRunsAsync();
        Assert.Equal((Sight.Shell, Phase.Deleted), await SeenAsync(carmen, request));
        Assert.Empty((await ShowAsync(carmen, request))!.Items);
        Assert.Equal(0, await story.DatabaseAsync(database => database.Set<BlockedDataRequest>().CountAsync(one => one.ExchangeId == request)));
    }

    [SkippableFact]
    public async Task Nobody_decides_what_they_asked_themselves_and_whoever_decides_answers_for_that_side()
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
        (await AskAsync(carmen, request, AsProof)).IsRefused("requests.only-hidden");
        story.ItIs(HideOn);
        await story.RetentionRunsAsync();

        (await AskAsync(supervisor, request, AsProof)).IsForbidden("access.needs-party-handler");
        (await AskAsync(isabel, request, AsProof)).IsForbidden("access.needs-party-handler");
        (await AskAsync(await story.HandlerInAsync("FR"), request, AsProof)).IsNotFound();
        (await AskAsync(carmen, request, AsProof with { Ground = BlockedDataGround.Consent, Reason = " ", Days = 31 })).IsInvalid(
            "ground validation.required",
            "reason validation.required",
            "days requests.days"
        );
        (await AskAsync(carmen, request, AsProof with { HasConsent = false })).IsInvalid("consent requests.consent-needed");
        var asked = (await AskAsync(carmen, request, AsProof with { Ground = BlockedDataGround.PublicInterest, HasConsent = false })).Result();
        (await AskAsync(carmen, request, AsProof)).IsRefused("requests.already");

        Assert.Equal([KernelActions.UnblockingAsked], await ToldAsync(isabel, request));
        Assert.Equal("The owner asks us to prove it.", Assert.Single((await ShowAsync(isabel, request))!.Items).Reason);
        Assert.Null(Assert.Single((await ShowAsync(andreas, request))!.Items).Reason);
        Assert.Null(await ShowAsync(await story.HandlerInAsync("FR"), request));
        (await DecideAsync(carmen, request, asked)).IsForbidden("access.second-person");
        (await DecideAsync(supervisor, request, asked)).IsForbidden("access.needs-second-person");
        (await DecideAsync(officerThere, request, asked)).IsForbidden("access.needs-second-person");
        (await DecideAsync(isabel, request, asked, isGranted: false)).IsInvalid("answer validation.required");
        (await DecideAsync(isabel, request, asked, isGranted: false, answer: "No interest overrides here.")).Result();
        (await DecideAsync(isabel, request, asked)).IsRefused("requests.decided");
        Assert.Equal(Sight.Shell, (await carmen.ReadsAsync(request)).Sight);
        var refused = Assert.Single((await ShowAsync(carmen, request))!.Items);
        Assert.Equal((BlockedDataRequestState.Refused, "No interest overrides here."), (refused.State, refused.Answer));
        Assert.Equal([KernelActions.UnblockingRefused], await ToldAsync(carmen, request));
    }

    [SkippableFact]
    public async Task Data_are_deleted_early_with_the_data_subjects_consent_and_the_parties_still_know_that_they_were()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var officer = await carmen.Office.EmploysForAllModulesAsync(Role.DataProtectionOfficer);
        var request = await carmen.SendsAsync(andreas.Office);
        (await AskAsync(carmen, request, Early)).IsRefused("requests.only-closed");
        await RetentionStories.CloseAsync(carmen, andreas, request);
        (await AskAsync(carmen, request, Early with { HasConsent = false })).IsInvalid("consent requests.consent-needed");
        var asked = (await AskAsync(carmen, request, Early)).Result();
        await story.RetentionRunsAsync();
        Assert.Equal(Phase.Closed, (await carmen.ReadsAsync(request)).Exchange.Phase);
        Assert.Null(await officer.LooksForAsync(request));
        Assert.Equal([(request, BlockedDataRequestKind.EarlyDeletion)], (await WaitingAsync(officer)).Select(one => (one.ExchangeId, one.Kind)));
        Assert.Equal("The owner wants it gone.", Assert.Single((await ShowAsync(officer, request, BlockedDataRequestKind.EarlyDeletion))!.Items).Reason);

        (await DecideAsync(officer, request, asked)).Result();
        Assert.Empty(await WaitingAsync(officer));
        await story.RetentionRunsAsync();
        Assert.Equal((Sight.Shell, Phase.Deleted), await SeenAsync(andreas, request));
        Assert.Equal(
            [LedgerAction.Hidden, LedgerAction.Deleted],
            await story.DatabaseAsync(database =>
                database
                    .Set<LedgerEntry>()
                    .Where(entry => entry.ConcernedId == request)
                    .OrderBy(entry => entry.Sequence)
                    .Select(entry => entry.Deed)
                    .ToListAsync()
            )
        );
        Assert.Equal(0, await story.DatabaseAsync(database => database.Set<ExchangeKey>().CountAsync(key => key.ExchangeId == request)));
        Assert.Equal([KernelActions.EarlyDeletionGranted], await ToldAsync(andreas, request));
    }

    [SkippableFact]
    public async Task An_early_deletion_waits_for_a_hold()
    {
        var (story, carmen, _, officer, request) = await HiddenAsync();
        var supervisor = await carmen.Office.EmploysAsync(Role.Supervisor);
        var hold = (
            await story.AskAsync<RetentionService, Outcome<Guid>>(
                (desk, stop) => desk.HoldAsync(request, new NewHold(HoldGround.Audit, "Inspection", HideOn.AddDays(90)), supervisor.Actor, null, stop)
            )
        ).Result();
        (await DecideAsync(officer, request, (await AskAsync(carmen, request, Early)).Result())).Result();
        await story.RetentionRunsAsync();
        Assert.Equal((Sight.Shell, Phase.Hidden), await SeenAsync(carmen, request));
        Assert.NotEmpty(await story.AskAsync<RetentionService, IReadOnlyList<HoldView>>((desk, stop) => desk.StandingAsync(request, stop)));
        (await story.AskAsync<RetentionService, Outcome<Guid>>((desk, stop) => desk.LiftAsync(request, hold, supervisor.Actor, null, stop))).Result();
        await story.RetentionRunsAsync();
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
        story.ItIs(HideOn);
        await story.RetentionRunsAsync();
        return (story, carmen, andreas, officer, request);
    }

    private static Task<Outcome<Guid>> AskAsync(Officer officer, Guid exchange, NewBlockedDataRequest asked) =>
        officer.Story.AskAsync<BlockedDataRequestService, Outcome<Guid>>((desk, stop) => desk.AskAsync(exchange, asked, officer.Actor, null, stop));

    private static Task<Outcome<Guid>> DecideAsync(Officer officer, Guid exchange, Guid request, bool isGranted = true, string answer = "") =>
        officer.Story.AskAsync<BlockedDataRequestService, Outcome<Guid>>(
            (desk, stop) => desk.DecideAsync(exchange, request, isGranted, answer, officer.Actor, null, stop)
        );

    private static Task<Outcome<Guid>> EndAsync(Officer officer, Guid exchange, Guid request) =>
        officer.Story.AskAsync<BlockedDataRequestService, Outcome<Guid>>((desk, stop) => desk.EndAsync(exchange, request, officer.Actor, null, stop));

    private static Task<BlockedDataRequests?> ShowAsync(Officer officer, Guid exchange, BlockedDataRequestKind kind = BlockedDataRequestKind.Unblocking) =>
        officer.Story.AskAsync<BlockedDataRequestService, BlockedDataRequests?>((desk, stop) => desk.ShowAsync(exchange, kind, officer.Actor, stop));

    private static Task<IReadOnlyList<WaitingBlockedDataRequest>> WaitingAsync(Officer officer) =>
        officer.Story.AskAsync<BlockedDataRequestService, IReadOnlyList<WaitingBlockedDataRequest>>((desk, stop) => desk.WaitingAsync(officer.Actor, stop));

    private static async Task<(Sight, Phase)> SeenAsync(Officer officer, Guid exchange)
    {
        var seen = await officer.ReadsAsync(exchange);
        return (seen.Sight, seen.Exchange.Phase);
    }

    private static async Task<IEnumerable<string>> ToldAsync(Officer officer, Guid exchange) =>
        (await officer.NoticesAsync()).Where(notice => notice.ExchangeId == exchange).Select(notice => notice.Action).Where(KernelActions.ToldToAll.Contains);
}

public sealed class SqliteRetentionRequestStories(SqlitePlatform platform) : RetentionRequestStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlRetentionRequestStories(PostgreSqlPlatform platform) : RetentionRequestStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerRetentionRequestStories(SqlServerPlatform platform) : RetentionRequestStories(platform), IClassFixture<SqlServerPlatform>;
