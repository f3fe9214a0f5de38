using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.HandOver;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.History;
using Imi.Kernel.Network.Mandates;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Authorities are suspended, deactivated and reactivated, with effects on their exchanges.</summary>
public abstract class SuspensionStories(Platform platform)
{
    [SkippableFact]
    public async Task A_suspended_mandate_blocks_new_exchanges_but_not_open_ones()
    {
        var story = await platform.BeginAsync();
        var coordinator = await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Administrator);
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var (sent, draft) = (await carmen.SendsAsync(andreas.Office), await carmen.DraftsAsync(andreas.Office));

        Assert.Equal("network.reason-needed", Assert.Single((await SuspendAsync(story, carmen.Office, null, coordinator)).Errors).MessageKey);
        (await SuspendAsync(story, carmen.Office, SuspensionReason.Reorganisation, coordinator)).AssertDone();
        (await carmen.TriesToDraftAsync(andreas.Office)).AssertForbidden("access.mandate-suspended");
        (await carmen.TriesAsync("send", draft)).AssertForbidden("access.mandate-suspended");
        (await andreas.TriesToDraftAsync(carmen.Office)).AssertInvalid("recipient access.mandate-suspended");
        Assert.DoesNotContain(await AskableAsync(story, "ES"), one => one.Id == carmen.Office.Id);
        await andreas.DoesAsync("accept", sent, Request.ReplyBy("2026-05-04"));
        await carmen.DoesAsync("agree-date", sent);

        // Saving the mandates or adding a capacity does not lift the suspension.
        var both = new MandateSetting(new HashSet<Capacity> { Capacity.Sender, Capacity.Recipient, Capacity.Coordinator }, null, false, false, false);
        Assert.True(
            await story.CallAsync<GrantingService, bool>(
                async (service, stop) =>
                    (
                        await service.SaveAsync(
                            carmen.Office.Id,
                            Story.Module,
                            new GrantingChange { Mandates = [(Story.Procedure, both)] },
                            coordinator.Actor,
                            stop
                        )
                    ).IsDone
            )
        );
        (await carmen.TriesToDraftAsync(andreas.Office)).AssertForbidden("access.mandate-suspended");

        (
            await story.CallAsync<SuspensionService, Outcome>(
                (service, stop) => service.ResumeAsync(carmen.Office.Id, Story.Module, Story.Procedure, coordinator.Actor, stop)
            )
        ).AssertDone();
        await carmen.DoesAsync("send", draft);
        Assert.Equal(
            [RegistryEventKind.Resumed, RegistryEventKind.Granted, RegistryEventKind.Suspended],
            (await HistoryAsync(story, carmen.Office)).Events.Select(one => one.Kind)
        );
    }

    [SkippableFact]
    public async Task A_suspended_coordinator_cannot_grant_or_lift()
    {
        var story = await platform.BeginAsync();
        var national = await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Administrator);
        var delegated = await (await story.DelegatedCoordinatorInAsync("ES")).EmploysAsync(Role.Administrator);
        var office = await story.AuthorityInAsync("ES");
        (await SuspendAsync(story, office, SuspensionReason.Other, delegated)).AssertDone();

        (await SuspendAsync(story, delegated.Office, SuspensionReason.Misuse, national)).AssertDone();
        (await SuspendAsync(story, office, SuspensionReason.Other, delegated)).AssertNotFound();
        (await SuspendAsync(story, office, SuspensionReason.Other, await office.EmploysAsync(Role.Administrator))).AssertNotFound();
        (
            await story.CallAsync<SuspensionService, Outcome>(
                (service, stop) => service.ResumeAsync(delegated.Office.Id, Story.Module, Story.Procedure, delegated.Actor, stop)
            )
        ).AssertNotFound();
    }

    [SkippableFact]
    public async Task A_deactivated_authority_hands_over_open_exchanges_and_drafts()
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
        (await DeactivateAsync(story, andreas.Office, coordinator, null)).AssertInvalid("successor.lost-property network.successor-needed");
        (await DeactivateAsync(story, andreas.Office, coordinator, carmen.Office)).AssertInvalid("successor.lost-property network.successor-needed");
        (await DeactivateAsync(story, andreas.Office, coordinator, elpida.Office)).Result();
        (await DeactivateAsync(story, andreas.Office, coordinator, elpida.Office)).Result(); // A double click acts once.

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

        Assert.Null(await andreas.FindsAsync(asked));
        (await andreas.TriesToDraftAsync(carmen.Office)).AssertForbidden("access.authority-deactivated");
        (await carmen.TriesAsync("send", closed)).AssertInvalid("recipient access.authority-deactivated");
        Assert.DoesNotContain(await FoundAsync(story, "CY", withDeactivated: false), one => one.Id == andreas.Office.Id);
        Assert.Contains(await FoundAsync(story, "CY", withDeactivated: true), one => one.Id == andreas.Office.Id);

        Assert.True((await ReactivateAsync(story, andreas.Office, coordinator)).IsDone);
        Assert.True((await andreas.TriesToDraftAsync(carmen.Office)).IsDone);
        Assert.Equal(
            [RegistryEventKind.Reactivated, RegistryEventKind.Deactivated, RegistryEventKind.HandedOver],
            (await HistoryAsync(story, andreas.Office)).Events.Select(one => one.Kind)
        );
        var event_ = (await HistoryAsync(story, andreas.Office)).Events[0];
        Assert.Equal((coordinator.Id, coordinator.Office.Id), (event_.UserId, event_.ByAuthorityId));
    }

    [SkippableFact]
    public async Task Another_coordinator_succeeds_a_deactivated_one()
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
        (await DeactivateAsync(story, old, national, carmen.Office)).AssertInvalid("successor.lost-property network.successor-needed");
        (await DeactivateAsync(story, old, national, next.Office)).Result();
        await next.DoesAsync("approve", waiting);
        var second = await carmen.DraftsAsync(andreas.Office);
        await carmen.DoesAsync("submit", second);
        await next.DoesAsync("approve", second);
    }

    [SkippableFact]
    public async Task Only_a_responsible_coordinator_deactivates_and_never_its_own_authority()
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
            (await DeactivateAsync(story, office, stranger, null)).AssertNotFound();
            (await ReactivateAsync(story, office, stranger)).AssertNotFound();
        }

        (await DeactivateAsync(story, national, own, null)).AssertNotFound();
        (await DeactivateAsync(story, office, own, null)).Result();
    }

    private static Task<Outcome> SuspendAsync(Story story, Office office, SuspensionReason? reason, Officer by) =>
        story.CallAsync<SuspensionService, Outcome>((service, stop) => service.SuspendAsync(office.Id, Story.Module, Story.Procedure, reason, by.Actor, stop));

    private static Task<Deactivation?> PlanAsync(Story story, Office office, Officer by) =>
        story.CallAsync<DeactivationService, Deactivation?>((service, stop) => service.FindAsync(office.Id, by.Actor, stop));

    private static Task<Outcome<Guid>> DeactivateAsync(Story story, Office office, Officer by, Office? to) =>
        story.CallAsync<DeactivationService, Outcome<Guid>>(
            (service, stop) =>
                service.DeactivateAsync(
                    office.Id,
                    DeactivationReason.TasksMoved,
                    to is null ? new Dictionary<string, Guid>() : new Dictionary<string, Guid> { [Story.Module] = to.Id },
                    by.Actor,
                    stop
                )
        );

    private static Task<Outcome> ReactivateAsync(Story story, Office office, Officer by) =>
        story.CallAsync<DeactivationService, Outcome>((service, stop) => service.ReactivateAsync(office.Id, by.Actor, stop));

    private static Task<AuthorityHistory> HistoryAsync(Story story, Office office) =>
        story.CallAsync<AuthorityHistoryQuery, AuthorityHistory>((reader, stop) => reader.ReadAsync(office.Id, null, withPeople: true, "en", stop));

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
        (await story.CallAsync<AuthorityDirectory, AuthorityPage>((directory, stop) => directory.SearchAsync(query, stop))).Authorities;
}

public sealed class SqliteSuspensionStories(SqlitePlatform platform) : SuspensionStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlSuspensionStories(PostgreSqlPlatform platform) : SuspensionStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerSuspensionStories(SqlServerPlatform platform) : SuspensionStories(platform), IClassFixture<SqlServerPlatform>;
