using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Foundation.Ledger;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

public abstract class RetentionDecisionStories(Platform platform)
{
    private static readonly DateOnly HideOn = new(2026, 9, 2);
    private static readonly DateOnly DeleteOn = new(2027, 3, 2);

    [SkippableFact]
    public async Task A_legal_hold_prevents_deletion_but_not_blocking()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var supervisor = await carmen.Office.EmploysAsync(Role.Supervisor);
        var request = await ClosedAsync(carmen, andreas);
        (await HoldAsync(carmen, request)).AssertForbidden("access.needs-oversight");
        (await HoldAsync(supervisor, request, reason: " ", reviewOn: null)).AssertInvalid("reason validation.required", "reviewOn validation.required");
        (await HoldAsync(supervisor, request, reviewOn: new DateOnly(2027, 3, 3))).AssertInvalid("reviewOn retention.review-within-a-year");
        var hold = (await HoldAsync(supervisor, request)).Result();
        Assert.Equal(("Case C-1/26", HoldGround.Court), await ShownAsync(supervisor));
        Assert.Equal((null, HoldGround.Court), await ShownAsync(andreas));
        Assert.Contains((await andreas.NoticesAsync()), notice => notice.ExchangeId == request && notice.Action == KernelActions.Hold);

        story.SetDate(HideOn);
        await story.RunRetentionAsync();
        Assert.Equal(Phase.Hidden, (await carmen.ReadsAsync(request)).Exchange.Phase);
        (await ReviewAsync(supervisor, request, hold, new DateOnly(2027, 8, 1))).Result();
        story.SetDate(DeleteOn);
        await story.RunRetentionAsync();
        Assert.Equal(Phase.Hidden, (await carmen.ReadsAsync(request)).Exchange.Phase);

        (await LiftAsync(supervisor, request, hold)).Result();
        (await LiftAsync(supervisor, request, hold)).AssertNotFound();
        await story.RunRetentionAsync();
        Assert.Equal(Phase.Deleted, (await carmen.ReadsAsync(request)).Exchange.Phase);
        Assert.Equal(0, await story.DatabaseAsync(database => database.Set<RetentionHold>().CountAsync(one => one.ExchangeId == request)));
        (await HoldAsync(supervisor, request, reviewOn: DeleteOn.AddDays(9))).AssertRefused("retention.nothing-to-hold");

        async Task<(string?, HoldGround)> ShownAsync(Officer officer)
        {
            var shown = (await ShowAsync(officer, request))!.Holds.Single();
            return (shown.Reason, shown.Ground);
        }
    }

    [SkippableFact]
    public async Task A_coordinator_of_either_party_can_place_a_legal_hold()
    {
        var story = await platform.BeginAsync();
        var isabel = await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Referral);
        var carmen = await (await story.AuthorityInAsync("ES", mandate => mandate.CoordinatedBy(isabel.Office.Id))).EmploysAsync(Role.Handler);
        var andreas = await story.HandlerInAsync("CY");
        var request = await ClosedAsync(carmen, andreas);
        (await HoldAsync(isabel, request)).Result();
        Assert.Null(await ShowAsync(await story.HandlerInAsync("FR"), request));
    }

    [SkippableFact]
    public async Task Personal_data_are_blocked_when_no_party_needs_them()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        (await ReleaseAsync(carmen, request)).AssertRefused("retention.not-closed");
        await RetentionStories.CloseAsync(carmen, andreas, request);
        (await ReleaseAsync(carmen, request)).Result();
        var half = (await ShowAsync(andreas, request))!;
        Assert.Equal((HideOn, true), (half.HideOn!.Value, half.MayRelease));
        Assert.Equal([carmen.Office.Id], half.Released);
        await story.RunRetentionAsync();
        Assert.Equal(Phase.Closed, (await carmen.ReadsAsync(request)).Exchange.Phase);

        (await ReleaseAsync(andreas, request)).Result();
        await story.RunRetentionAsync();
        var shell = (await carmen.ReadsAsync(request)).Exchange;
        Assert.Equal((Phase.Hidden, new DateOnly(2026, 3, 2), DeleteOn), (shell.Phase, shell.HideOn!.Value, shell.DeleteOn!.Value));
        (await ReleaseAsync(andreas, request)).AssertForbidden("access.personal-data-hidden");
    }

    [SkippableFact]
    public async Task Late_activity_requires_a_decision_and_withdraws_releases()
    {
        var story = await platform.BeginAsync();
        var spain = await WarningHandlerAsync(story, "ES");
        var france = await WarningHandlerAsync(story, "FR");
        var commission = await WarningHandlerAsync(story, "EU");
        var warning = await spain.WarnsAsync(Request.Warning("FR"));
        await commission.DoesAsync("examine", warning);
        await commission.DoesAsync("conclude", warning, Request.Comment);
        await spain.DoesAsync("close", warning);
        (await KeepAsync(spain, warning)).AssertRefused("retention.nothing-to-decide");
        (await ReleaseAsync(spain, warning)).Result();

        story.SetDate(new DateOnly(2026, 8, 31));
        (
            await spain.TriesAsync(
                warning,
                new ActionRequest
                {
                    Action = "amend",
                    Answers = Request.Form(("amendedBecause", "It was another instrument.")),
                    Form = Request.Warning("FR").With("item", "Viola"),
                }
            )
        ).Result();
        var asked = (await ShowAsync(france, warning))!;
        Assert.Equal((new DateOnly(2026, 9, 30), new DateOnly(2027, 2, 28)), (asked.HideOn!.Value, asked.MayKeepUntil!.Value));
        Assert.Empty(asked.Released);
        (await KeepAsync(france, warning)).Result();
        var kept = (await ShowAsync(spain, warning))!;
        Assert.Equal((new DateOnly(2027, 2, 28), DeleteOn, null), (kept.HideOn!.Value, kept.DeleteOn!.Value, kept.MayKeepUntil));
    }

    [SkippableFact]
    public async Task A_data_protection_officer_sees_retention_but_no_exchange()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var officer = await carmen.Office.EmploysForAllModulesAsync(Role.DataProtectionOfficer);
        var request = await ClosedAsync(carmen, andreas);
        Assert.Null(await officer.FindsAsync(request));
        Assert.Null(await OverseeAsync(carmen));
        story.SetDate(HideOn.AddDays(-OversightQuery.DaysAhead));
        Assert.Equal([(LedgerAction.Hidden, Story.Module, 1)], (await OverseeAsync(officer))!.Due.Select(due => (due.Action, due.Module, due.Count)));
        story.SetDate(HideOn);
        await story.RunRetentionAsync();
        var overview = (await OverseeAsync(officer))!;
        Assert.Equal([(request, LedgerAction.Hidden)], overview.Done.Select(action => (action.ExchangeId, action.Action)));
        Assert.Empty(overview.Due);
        Assert.Contains(overview.Runs, run => run.Hidden > 0 && run.Failure.Length == 0);
    }

    private static async Task<Guid> ClosedAsync(Officer sender, Officer recipient)
    {
        var request = await sender.SendsAsync(recipient.Office);
        await RetentionStories.CloseAsync(sender, recipient, request);
        return request;
    }

    private static async Task<Officer> WarningHandlerAsync(Story story, string country) =>
        await (await story.WarningAuthorityInAsync(country, Capacity.Recipient)).EmploysAsync(Role.Handler);

    private static Task<ExchangeRetention?> ShowAsync(Officer officer, Guid exchange) =>
        officer.Story.CallAsync<RetentionService, ExchangeRetention?>((service, stop) => service.ShowAsync(exchange, officer.Actor, stop));

    private static Task<Outcome<Guid>> HoldAsync(Officer officer, Guid exchange) => HoldAsync(officer, exchange, new DateOnly(2026, 12, 1));

    private static Task<Outcome<Guid>> HoldAsync(Officer officer, Guid exchange, DateOnly? reviewOn, string reason = "Case C-1/26") =>
        officer.Story.CallAsync<RetentionService, Outcome<Guid>>(
            (service, stop) => service.HoldAsync(exchange, new NewHold(HoldGround.Court, reason, reviewOn), officer.Actor, null, stop)
        );

    private static Task<Outcome<Guid>> ReviewAsync(Officer officer, Guid exchange, Guid hold, DateOnly reviewOn) =>
        officer.Story.CallAsync<RetentionService, Outcome<Guid>>((service, stop) => service.ReviewAsync(exchange, hold, reviewOn, officer.Actor, null, stop));

    private static Task<Outcome<Guid>> LiftAsync(Officer officer, Guid exchange, Guid hold) =>
        officer.Story.CallAsync<RetentionService, Outcome<Guid>>((service, stop) => service.LiftAsync(exchange, hold, officer.Actor, null, stop));

    private static Task<Outcome<Guid>> ReleaseAsync(Officer officer, Guid exchange) =>
        officer.Story.CallAsync<RetentionService, Outcome<Guid>>((service, stop) => service.ReleaseAsync(exchange, officer.Actor, null, stop));

    private static Task<Outcome<Guid>> KeepAsync(Officer officer, Guid exchange) =>
        officer.Story.CallAsync<RetentionService, Outcome<Guid>>((service, stop) => service.KeepAsync(exchange, officer.Actor, null, stop));

    private static Task<RetentionOverview?> OverseeAsync(Officer officer) =>
        officer.Story.CallAsync<OversightQuery, RetentionOverview?>((query, stop) => query.ReadAsync(officer.Actor, stop));
}

public sealed class SqliteRetentionDecisionStories(SqlitePlatform platform) : RetentionDecisionStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlRetentionDecisionStories(PostgreSqlPlatform platform) : RetentionDecisionStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerRetentionDecisionStories(SqlServerPlatform platform) : RetentionDecisionStories(platform), IClassFixture<SqlServerPlatform>;
