using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.HandOver;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.History;
using Imi.Kernel.Network.Mandates;
using Imi.Kernel.Network.Registration;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Authorities that pause, go and come back, and what becomes of their exchanges.</summary>
public abstract class SuspensionStories(Platform platform)
{
    [SkippableFact]
    public async Task A_suspended_mandate_neither_sends_nor_is_asked_and_what_is_under_way_goes_on()
    {
        var story = await platform.BeginAsync();
        var coordinator = await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Administrator);
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var (sent, draft) = (await carmen.SendsAsync(andreas.Office), await carmen.DraftsAsync(andreas.Office));

        Assert.Equal("network.reason-needed", Assert.Single((await SuspendAsync(story, carmen.Office, null, coordinator))!).MessageKey);
        Assert.Empty((await SuspendAsync(story, carmen.Office, SuspensionReason.Reorganisation, coordinator))!);
        (await carmen.TriesToDraftAsync(andreas.Office)).IsForbidden("access.mandate-suspended");
        (await carmen.TriesAsync("send", draft)).IsForbidden("access.mandate-suspended");
        (await andreas.TriesToDraftAsync(carmen.Office)).IsInvalid("recipient access.mandate-suspended");
        Assert.DoesNotContain(await AskableAsync(story, "ES"), one => one.Id == carmen.Office.Id);
        await andreas.DoesAsync("accept", sent, Request.ReplyBy("2026-05-04"));
        await carmen.DoesAsync("agree-date", sent);

        // Saving the mandates again, or adding a capacity, does not go round the suspension.
        var both = new MandateSetting(new HashSet<Capacity> { Capacity.Sender, Capacity.Recipient, Capacity.Coordinator }, null, false, false, false);
        Assert.True(
            await story.AskAsync<MandateService, bool>(
                (desk, stop) => desk.SetMandatesAsync(carmen.Office.Id, Story.Module, Story.Procedure, both, coordinator.Actor, stop)
            )
        );
        (await carmen.TriesToDraftAsync(andreas.Office)).IsForbidden("access.mandate-suspended");

        Assert.Empty(
            (
                await story.AskAsync<SuspensionService, IReadOnlyList<FieldError>?>(
                    (desk, stop) => desk.ResumeAsync(carmen.Office.Id, Story.Module, Story.Procedure, coordinator.Actor, stop)
                )
            )!
        );
        await carmen.DoesAsync("send", draft);
        Assert.Equal(
            [RegistryEventKind.Resumed, RegistryEventKind.Granted, RegistryEventKind.Suspended],
            (await HistoryAsync(story, carmen.Office)).Events.Select(one => one.Kind)
        );
    }

    [SkippableFact]
    public async Task A_suspended_coordinator_grants_nothing_and_lifts_nothing()
    {
        var story = await platform.BeginAsync();
        var national = await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Administrator);
        var delegated = await (await story.DelegatedCoordinatorInAsync("ES")).EmploysAsync(Role.Administrator);
        var office = await story.AuthorityInAsync("ES");
        Assert.Empty((await SuspendAsync(story, office, SuspensionReason.Other, delegated))!);

        Assert.Empty((await SuspendAsync(story, delegated.Office, SuspensionReason.Misuse, national))!);
        Assert.Null(await SuspendAsync(story, office, SuspensionReason.Other, delegated));
        Assert.Null(await SuspendAsync(story, office, SuspensionReason.Other, await office.EmploysAsync(Role.Administrator)));
        Assert.Null(
            await story.AskAsync<SuspensionService, IReadOnlyList<FieldError>?>(
                (desk, stop) => desk.ResumeAsync(delegated.Office.Id, Story.Module, Story.Procedure, delegated.Actor, stop)
            )
        );
    }

    [SkippableFact]
    public async Task An_authority_that_goes_hands_over_what_is_open_and_its_drafts_and_everybody_is_told()
    {
        var story = await platform.BeginAsync();
        var coordinator = await (await story.CoordinatorInAsync("CY")).EmploysAsync(Role.Administrator);
        var (carmen, andreas, elpida) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"), await story.HandlerInAsync("CY"));
        var asked = await carmen.SendsAsync(andreas.Office);
        await andreas.DoesAsync("accept", asked, Request.ReplyBy(Request.WantedBy));
        var (own, draft, closed) = (
            await andreas.SendsAsync(carmen.Office),
            await andreas.DraftsAsync(carmen.Office),
            await carmen.DraftsAsync(andreas.Office)
        );

        var plan = (await PlanAsync(story, andreas.Office, coordinator))!;
        var handOver = Assert.Single(plan.HandOvers);
        Assert.Equal((Story.Module, 2, 1), (handOver.Module, handOver.Open, handOver.Drafts));
        Assert.Contains(handOver.Successors, one => one.Id == elpida.Office.Id);
        (await DeactivateAsync(story, andreas.Office, coordinator, null)).IsInvalid("successor.lost-property network.successor-needed");
        (await DeactivateAsync(story, andreas.Office, coordinator, carmen.Office)).IsInvalid("successor.lost-property network.successor-needed");
        (await DeactivateAsync(story, andreas.Office, coordinator, elpida.Office)).Result();
        (await DeactivateAsync(story, andreas.Office, coordinator, elpida.Office)).Result(); // A second click.

        var taken = await elpida.ReadsAsync(asked);
        Assert.Equal((elpida.Office.Id, "accepted", Sight.Full), (taken.Exchange.RecipientId, taken.Exchange.State, taken.Sight));
        Assert.Equal(
            ("handed-over", andreas.Office.Id, elpida.Office.Id),
            (taken.Timeline[^1].Action, taken.Timeline[^1].AuthorityId, taken.Timeline[^1].ToAuthorityId)
        );
        await elpida.DoesAsync("reply", asked, Request.Found);
        Assert.Equal(elpida.Office.Id, (await elpida.ReadsAsync(own)).Exchange.SenderId);
        await elpida.DoesAsync("send", draft);
        Assert.Contains(elpida.Office.Id, (await elpida.ReadsAsync(asked)).Rectifies);
        Assert.Equal(3, (await elpida.NoticesAsync()).Count(notice => notice.Action == "handed-over"));
        Assert.Equal(2, (await carmen.NoticesAsync()).Count(notice => notice.Action == "handed-over"));

        Assert.Null(await andreas.LooksForAsync(asked));
        (await andreas.TriesToDraftAsync(carmen.Office)).IsForbidden("access.authority-deactivated");
        (await carmen.TriesAsync("send", closed)).IsInvalid("recipient access.authority-deactivated");
        Assert.DoesNotContain(await FoundAsync(story, "CY", withDeactivated: false), one => one.Id == andreas.Office.Id);
        Assert.Contains(await FoundAsync(story, "CY", withDeactivated: true), one => one.Id == andreas.Office.Id);

        Assert.True(await ReactivateAsync(story, andreas.Office, coordinator));
        Assert.True((await andreas.TriesToDraftAsync(carmen.Office)).IsDone);
        Assert.Equal(
            [RegistryEventKind.Reactivated, RegistryEventKind.Deactivated, RegistryEventKind.HandedOver],
            (await HistoryAsync(story, andreas.Office)).Events.Select(one => one.Kind)
        );
        var event_ = (await HistoryAsync(story, andreas.Office)).Events[0];
        Assert.Equal((coordinator.Id, coordinator.Office.Id), (event_.UserId, event_.ByAuthorityId));
    }

    [SkippableFact]
    public async Task A_coordinator_that_goes_is_followed_in_exchanges_and_mandates_by_another_coordinator()
    {
        var story = await platform.BeginAsync();
        var national = await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Administrator);
        var old = await story.DelegatedCoordinatorInAsync("ES");
        var next = await (await story.DelegatedCoordinatorInAsync("ES")).EmploysAsync(Role.Referral);
        var carmen = await (await story.AuthorityInAsync("ES", mandate => mandate.CoordinatedBy(old.Id, approvesRequests: true))).EmploysAsync(Role.Handler);
        var andreas = await story.HandlerInAsync("CY");
        var waiting = await carmen.DraftsAsync(andreas.Office);
        await carmen.DoesAsync("submit", waiting);

        Assert.Equal((1, 2), (await PlanAsync(story, old, national))!.HandOvers.Select(one => (one.Open, one.Linked)).Single());
        (await DeactivateAsync(story, old, national, carmen.Office)).IsInvalid("successor.lost-property network.successor-needed");
        (await DeactivateAsync(story, old, national, next.Office)).Result();
        await next.DoesAsync("approve", waiting);
        var second = await carmen.DraftsAsync(andreas.Office);
        await carmen.DoesAsync("submit", second);
        await next.DoesAsync("approve", second);
    }

    [SkippableFact]
    public async Task Nobody_else_deactivates_and_nobody_their_own_authority()
    {
        var story = await platform.BeginAsync();
        var national = await story.CoordinatorInAsync("ES");
        var office = await story.BareAuthorityInAsync("ES");
        var own = await national.EmploysAsync(Role.Administrator);
        var strangers = new[]
        {
            await (await story.CoordinatorInAsync("FR")).EmploysAsync(Role.Administrator),
            await national.EmploysAsync(Role.Handler),
            await (await story.DelegatedCoordinatorInAsync("ES")).EmploysAsync(Role.Administrator),
            await office.EmploysAsync(Role.Administrator),
            await (await story.BareAuthorityInAsync("EU")).EmploysForAllModulesAsync(Role.PolicyOfficer),
        };
        foreach (var stranger in strangers)
        {
            (await DeactivateAsync(story, office, stranger, null)).IsNotFound();
            Assert.False(await ReactivateAsync(story, office, stranger));
        }

        (await DeactivateAsync(story, national, own, null)).IsNotFound();
        (await DeactivateAsync(story, office, own, null)).Result();
    }

    private static Task<IReadOnlyList<FieldError>?> SuspendAsync(Story story, Office office, SuspensionReason? reason, Officer by) =>
        story.AskAsync<SuspensionService, IReadOnlyList<FieldError>?>(
            (desk, stop) => desk.SuspendAsync(office.Id, Story.Module, Story.Procedure, reason, by.Actor, stop)
        );

    private static Task<Deactivation?> PlanAsync(Story story, Office office, Officer by) =>
        story.AskAsync<DeactivationService, Deactivation?>((desk, stop) => desk.FindAsync(office.Id, by.Actor, stop));

    private static Task<Outcome<Guid>> DeactivateAsync(Story story, Office office, Officer by, Office? to) =>
        story.AskAsync<DeactivationService, Outcome<Guid>>(
            (desk, stop) =>
                desk.DeactivateAsync(
                    office.Id,
                    DeactivationReason.TasksMoved,
                    to is null ? new Dictionary<string, Guid>() : new Dictionary<string, Guid> { [Story.Module] = to.Id },
                    by.Actor,
                    stop
                )
        );

    private static Task<bool> ReactivateAsync(Story story, Office office, Officer by) =>
        story.AskAsync<DeactivationService, bool>((desk, stop) => desk.ReactivateAsync(office.Id, by.Actor, stop));

    private static Task<AuthorityHistory> HistoryAsync(Story story, Office office) =>
        story.AskAsync<AuthorityHistoryQuery, AuthorityHistory>((reader, stop) => reader.ReadAsync(office.Id, null, withPeople: true, "en", stop));

    private static Task<IReadOnlyList<Authority>> AskableAsync(Story story, string country) =>
        SearchAsync(
            story,
            new AuthorityFilter
            {
                Country = country,
                Module = Story.Module,
                Procedure = Story.Procedure,
                Capacity = Capacity.Recipient,
                Today = DateOnly.FromDateTime(Platform.Beginning.Date),
            }
        );

    private static Task<IReadOnlyList<Authority>> FoundAsync(Story story, string country, bool withDeactivated) =>
        SearchAsync(story, new AuthorityFilter { Country = country, WithDeactivated = withDeactivated });

    private static async Task<IReadOnlyList<Authority>> SearchAsync(Story story, AuthorityFilter query) =>
        (await story.AskAsync<AuthorityDirectory, AuthorityPage>((directory, stop) => directory.SearchAsync(query, stop))).Authorities;
}

public sealed class SqliteSuspensionStories(SqlitePlatform platform) : SuspensionStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlSuspensionStories(PostgreSqlPlatform platform) : SuspensionStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerSuspensionStories(SqlServerPlatform platform) : SuspensionStories(platform), IClassFixture<SqlServerPlatform>;
