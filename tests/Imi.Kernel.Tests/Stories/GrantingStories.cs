using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;

namespace Imi.Kernel.Tests.Stories;

public abstract class GrantingStories(Platform platform)
{
    private static readonly MandateSetting AsSender = new(new HashSet<Capacity> { Capacity.Sender }, null, false, false, false);
    private static readonly MandateSetting AsNothing = AsSender with { Capacities = new HashSet<Capacity>() };

    [SkippableFact]
    public async Task A_granted_mandate_and_role_take_effect_at_once()
    {
        var story = await platform.BeginAsync();
        var coordinator = await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Administrator);
        var office = await story.BareAuthorityInAsync("ES");
        var officer = await office.EmploysAsync(Role.Supervisor);
        Assert.False((await officer.TriesToDraftAsync(null)).IsDone);

        Assert.True(await SetAsync(story, office, AsSender with { Coordinator = coordinator.Office.Id, ApprovesRequests = true }, coordinator));
        Assert.True(await RolesAsync(story, office, officer, coordinator, Role.Handler));

        var again = await story.SignsInAgainAsync(officer);
        Assert.True((await again.TriesToDraftAsync(null)).IsDone);
        var (mandate, standing) = await story.CallAsync<StandingReader, (Mandate?, Standing)>(
            (standings, stop) =>
                standings.MandateAsync(office.Id, Story.Module, Story.Procedure, Capacity.Sender, DateOnly.FromDateTime(Platform.Beginning.Date), stop)
        );
        Assert.Equal((coordinator.Office.Id, true, null), (mandate!.CoordinatorId!.Value, mandate.ApprovesRequests, standing.Reason));
    }

    [SkippableFact]
    public async Task Each_linked_coordinator_sees_and_approves_requests()
    {
        var story = await platform.BeginAsync();
        var national = await story.CoordinatorInAsync("ES");
        var administrator = await national.EmploysAsync(Role.Administrator);
        var (marta, regional) = (await national.EmploysAsync(Role.Referral), await (await story.DelegatedCoordinatorInAsync("ES")).EmploysAsync(Role.Referral));
        var outsider = await (await story.DelegatedCoordinatorInAsync("ES")).EmploysAsync(Role.Referral);
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var both = AsSender with { Coordinator = national.Id, Further = [regional.Office.Id], ApprovesRequests = true };
        Assert.False(await SetAsync(story, carmen.Office, both with { Further = [andreas.Office.Id] }, administrator)); // It is no coordinator of this country.
        Assert.True(await SetAsync(story, carmen.Office, both, administrator));

        var (first, second) = (await carmen.DraftsAsync(andreas.Office), await carmen.DraftsAsync(andreas.Office));
        foreach (var (draft, approver) in (IEnumerable<(Guid, Officer)>)[(first, marta), (second, regional)])
        {
            await carmen.DoesAsync("submit", draft);
            Assert.NotNull(await marta.FindsAsync(draft));
            Assert.NotNull(await regional.FindsAsync(draft));
            Assert.Null(await outsider.FindsAsync(draft));
            await approver.DoesAsync("approve", draft);
        }

        // The first one is removed; the other continues alone.
        Assert.True(await SetAsync(story, carmen.Office, both with { Coordinator = null }, administrator));
        var third = await carmen.DraftsAsync(andreas.Office);
        await carmen.DoesAsync("submit", third);
        Assert.Null(await marta.FindsAsync(third));
        await regional.DoesAsync("approve", third);
    }

    [SkippableFact]
    public async Task A_revoked_mandate_ends_at_once_and_can_be_granted_again()
    {
        var story = await platform.BeginAsync();
        var coordinator = await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Administrator);
        var officer = await story.HandlerInAsync("ES");

        Assert.True(await SetAsync(story, officer.Office, AsNothing, coordinator));
        (await officer.TriesToDraftAsync(null)).AssertForbidden("access.mandate-ended");
        Assert.True(await SetAsync(story, officer.Office, AsSender, coordinator));
        Assert.True((await officer.TriesToDraftAsync(null)).IsDone);
        Assert.False(await RolesAsync(story, officer.Office, officer, coordinator)); // Revoking the last role ends the user's access, which requires a reason.
        Assert.True(await RolesAsync(story, officer.Office, officer, coordinator, Role.Supervisor));
        Assert.False((await (await story.SignsInAgainAsync(officer)).TriesToDraftAsync(null)).IsDone);
    }

    [SkippableFact]
    public async Task Only_authorized_people_grant_mandates_and_roles()
    {
        var story = await platform.BeginAsync();
        var office = await story.BareAuthorityInAsync("ES");
        var officer = await office.EmploysAsync(Role.Handler);
        var strangers = new[]
        {
            officer,
            await (await story.CoordinatorInAsync("FR")).EmploysAsync(Role.Administrator),
            await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Handler, Role.Referral, Role.Supervisor),
            await (await story.AuthorityInAsync("ES")).EmploysAsync(Role.Administrator),
            await (await story.AuthorityInAsync("EU")).EmploysAsync(Role.PolicyOfficer),
        };

        foreach (var stranger in strangers)
        {
            Assert.False(await SetAsync(story, office, AsSender, stranger));
            Assert.False(await RolesAsync(story, office, officer, stranger, Role.Administrator));
        }
    }

    [SkippableFact]
    public async Task An_administrator_grants_roles_but_no_mandates()
    {
        var story = await platform.BeginAsync();
        var office = await story.AuthorityInAsync("ES");
        var (administrator, colleague) = (await office.EmploysAsync(Role.Administrator), await office.EmploysAsync(Role.Supervisor));
        var stranger = await story.HandlerInAsync("ES");

        Assert.True(await RolesAsync(story, office, colleague, administrator, Role.Handler));
        Assert.False(await SetAsync(story, office, AsSender, administrator));
        Assert.False(await RolesAsync(story, office, stranger, administrator, Role.Handler));
        Assert.False(await RolesAsync(story, office, colleague, administrator, Role.PolicyOfficer));
    }

    [SkippableFact]
    public async Task The_Commissions_policy_officer_grants_mandates_to_coordinators()
    {
        var story = await platform.BeginAsync();
        var policyOfficer = await (await story.BareAuthorityInAsync("EU")).EmploysAsync(Role.PolicyOfficer);
        var coordinator = await story.CoordinatorInAsync("PL");

        Assert.True(await SetAsync(story, coordinator, AsSender with { Capacities = new HashSet<Capacity> { Capacity.Coordinator } }, policyOfficer));
    }

    private static Task<bool> SetAsync(Story story, Office office, MandateSetting setting, Officer by) =>
        SaveAsync(story, office, new GrantingChange { Mandates = [(Story.Procedure, setting)] }, by);

    private static Task<bool> RolesAsync(Story story, Office office, Officer of, Officer by, params Role[] roles) =>
        SaveAsync(story, office, new GrantingChange { Roles = [(of.Id, roles.ToHashSet())] }, by);

    private static Task<bool> SaveAsync(Story story, Office office, GrantingChange change, Officer by) =>
        story.CallAsync<GrantingService, bool>(async (service, stop) => (await service.SaveAsync(office.Id, Story.Module, change, by.Actor, stop)).IsDone);
}

public sealed class SqliteGrantingStories(SqlitePlatform platform) : GrantingStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlGrantingStories(PostgreSqlPlatform platform) : GrantingStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerGrantingStories(SqlServerPlatform platform) : GrantingStories(platform), IClassFixture<SqlServerPlatform>;
