using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Features.HandOver;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;
using Imi.Kernel.Network.Registration;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>National coordinators delegate each function separately, by region, module or both.</summary>
public abstract class DelegationStories(Platform platform)
{
    private const CoordinatorFunction Validating = CoordinatorFunction.Validating;
    private const CoordinatorFunction Access = CoordinatorFunction.Access;
    private const CoordinatorFunction Content = CoordinatorFunction.Content;
    private static readonly MandateSetting AsSender = new(new HashSet<Capacity> { Capacity.Sender }, null, false, false, false);

    [SkippableFact]
    public async Task A_coordinator_manages_only_authorities_of_its_delegated_region()
    {
        var (story, national, delegated) = await BeginAsync();
        var (here, there) = (await OfficeInAsync(story, "ES51"), await OfficeInAsync(story, "ES61"));
        (await AddAsync(story, delegated.Office, new CoordinatorScope("ES51", null, [Validating, Access], false), national)).AssertDone();

        Assert.True(await GrantAsync(story, here, delegated));
        Assert.False(await GrantAsync(story, there, delegated));
        Assert.True((await RegisterAsync(story, Entry("Oficina de Girona", "ES51"), delegated)).IsDone);
        Assert.Equal(
            "network.scope.region-outside",
            Assert.Single((await RegisterAsync(story, Entry("Oficina de Cádiz", "ES61"), delegated)).Errors).MessageKey
        );
        Assert.Equal("network.scope.region-outside", Assert.Single((await RegisterAsync(story, Entry("Oficina de España", ""), delegated)).Errors).MessageKey);
        Assert.True((await AmendAsync(story, Entry("Oficina de Lleida", "ES51") with { Id = here.Id }, delegated)).IsDone);
        Assert.Equal(
            "network.scope.region-outside",
            Assert.Single((await AmendAsync(story, Entry("Oficina de Lleida", "ES61") with { Id = here.Id }, delegated)).Errors).MessageKey
        );
        (await AmendAsync(story, Entry("Oficina de Huelva", "ES61") with { Id = there.Id }, delegated)).AssertNotFound();
        Assert.True(await story.CallAsync<DeactivationService, bool>((service, stop) => service.IsOfferedAsync(here.Id, delegated.Actor, stop)));
        Assert.False(await story.CallAsync<DeactivationService, bool>((service, stop) => service.IsOfferedAsync(there.Id, delegated.Actor, stop)));
        var why = await story.CallAsync<DelegationService, AccessReason?>((service, stop) => service.WhyNotAsync(there.Id, delegated.Actor, stop));
        Assert.Equal(("access.out-of-scope", delegated.Office.Id), (why!.Key, why.Values["authority"]));
    }

    [SkippableFact]
    public async Task Functions_and_modules_can_be_delegated_separately()
    {
        var (story, national, delegated) = await BeginAsync();
        var office = await OfficeInAsync(story, "ES51");
        (await AddAsync(story, delegated.Office, new CoordinatorScope(null, Story.Module, [Access], false), national)).AssertDone();
        Assert.True(await GrantAsync(story, office, delegated));
        (await RegisterAsync(story, Entry("Oficina de Soria", ""), delegated)).AssertNotFound();
        (await AmendAsync(story, Entry("Oficina de Soria", "ES51") with { Id = office.Id }, delegated)).AssertNotFound();
        Assert.DoesNotContain(delegated.Office.Id, await LinkableAsync(story, office, national)); // It is no request coordinator.

        var part = Assert.Single((await ScopesAsync(story, delegated.Office, national))!.Parts).Delegation;
        (await AddAsync(story, delegated.Office, new CoordinatorScope("ES51", Story.Module, [Content], false), national)).AssertDone();
        Assert.Contains(delegated.Office.Id, await LinkableAsync(story, office, national));
        Assert.DoesNotContain(delegated.Office.Id, await LinkableAsync(story, await OfficeInAsync(story, "ES61"), national));

        Assert.True(await RemoveAsync(story, delegated.Office, part.Id, national));
        Assert.True(await RemoveAsync(story, delegated.Office, part.Id, national)); // The form is submitted twice.
        Assert.False(await GrantAsync(story, office, delegated));
    }

    [SkippableFact]
    public async Task A_coordinator_without_any_delegation_coordinates_nothing()
    {
        var (story, national, delegated) = await BeginAsync();
        var office = await OfficeInAsync(story, null);
        Assert.True(await GrantAsync(story, office, delegated)); // Without a delegation, its mandate determines its scope.
        (await AddAsync(story, delegated.Office, new CoordinatorScope("ES51", null, [Validating, Access, Content], true), national)).AssertDone();
        Assert.True(
            await RemoveAsync(story, delegated.Office, Assert.Single((await ScopesAsync(story, delegated.Office, national))!.Parts).Delegation.Id, national)
        );
        Assert.False(await GrantAsync(story, office, delegated));
        (await RegisterAsync(story, Entry("Oficina de Teruel", "ES51"), delegated)).AssertNotFound();
        Assert.Empty(
            (await story.CallAsync<RegistrationService, IReadOnlyList<RegistrationPlace>>((service, stop) => service.PlacesAsync(delegated.Actor, stop)))
        );
    }

    [SkippableFact]
    public async Task A_coordinator_delegates_only_within_its_own_scope_and_never_to_itself()
    {
        var (story, national, upper) = await BeginAsync();
        var lower = await story.DelegatedCoordinatorInAsync("ES");
        (await AddAsync(story, lower, new CoordinatorScope("ES51", Story.Module, [Access], false), upper)).AssertNotFound();
        (await AddAsync(story, upper.Office, new CoordinatorScope(null, Story.Module, [Validating, Access], true), national)).AssertDone();

        (await AddAsync(story, lower, new CoordinatorScope("ES51", Story.Module, [Access], false), upper)).AssertDone();
        Assert.Equal(
            "network.scope.beyond",
            Assert.Single((await AddAsync(story, lower, new CoordinatorScope("ES61", Story.Module, [Content], false), upper)).Errors).MessageKey
        );
        Assert.Equal(
            "network.scope.beyond",
            Assert.Single((await AddAsync(story, lower, new CoordinatorScope("ES61", null, [Access], false), upper)).Errors).MessageKey
        );
        (await AddAsync(story, upper.Office, new CoordinatorScope(null, null, [Validating, Access, Content], true), upper)).AssertNotFound();
        Assert.False(await GrantAsync(story, upper.Office, upper));
        Assert.False(await GrantAsync(story, lower, upper)); // Only the national coordinator grants mandates to coordinators.

        (await AddAsync(story, lower, new CoordinatorScope(null, null, [Validating], false), national)).AssertDone();
        var parts = (await ScopesAsync(story, lower, upper))!.Parts;
        Assert.Equal(
            [(true, Story.Module), (false, null)],
            parts.OrderBy(part => part.Delegation.Module is null).Select(part => (part.MayChange, part.Delegation.Module))
        );
        Assert.False(await RemoveAsync(story, lower, parts.First(part => !part.MayChange).Delegation.Id, upper));
    }

    [SkippableFact]
    public async Task Only_authorized_coordinators_delegate()
    {
        var (story, national, delegated) = await BeginAsync();
        var scope = new CoordinatorScope(null, null, [Validating], false);
        (await AddAsync(story, delegated.Office, scope, await (await story.CoordinatorInAsync("FR")).EmploysAsync(Role.Administrator))).AssertNotFound();
        (await AddAsync(story, delegated.Office, scope, await national.Office.EmploysAsync(Role.Handler, Role.Referral))).AssertNotFound();
        (await AddAsync(story, await story.AuthorityInAsync("ES"), scope, national)).AssertNotFound();
        Assert.Equal(
            "network.scope.function-needed",
            Assert.Single((await AddAsync(story, delegated.Office, scope with { Functions = [] }, national)).Errors).MessageKey
        );
        Assert.Equal(
            "validation.not-an-option",
            Assert.Single((await AddAsync(story, delegated.Office, scope with { Region = "XX1" }, national)).Errors).MessageKey
        );
    }

    private async Task<(Story Story, Officer National, Officer Delegated)> BeginAsync()
    {
        var story = await platform.BeginAsync();
        await story.DatabaseAsync(async database =>
        {
            if (!await database.Set<Region>().AnyAsync(region => region.Country == "ES"))
                database.Set<Region>().AddRange(new Region("ES51", "ES", [new("es", "Cataluña")]), new Region("ES61", "ES", [new("es", "Andalucía")]));
            return await database.SaveChangesAsync();
        });
        return (
            story,
            await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Administrator),
            await (await story.DelegatedCoordinatorInAsync("ES")).EmploysAsync(Role.Administrator)
        );
    }

    private static async Task<Office> OfficeInAsync(Story story, string? region)
    {
        var office = await story.BareAuthorityInAsync("ES");
        await story.DatabaseAsync(async database =>
        {
            (await database.Set<Authority>().FirstAsync(one => one.Id == office.Id)).In(region);
            return await database.SaveChangesAsync();
        });
        return office;
    }

    private static Task<Outcome> AddAsync(Story story, Office to, CoordinatorScope scope, Officer by) =>
        story.CallAsync<DelegationService, Outcome>((service, stop) => service.AddAsync(to.Id, scope, null, by.Actor, stop));

    private static Task<CoordinatorScopes?> ScopesAsync(Story story, Office of, Officer by) =>
        story.CallAsync<DelegationService, CoordinatorScopes?>((service, stop) => service.FindAsync(of.Id, by.Actor, stop));

    private static Task<bool> RemoveAsync(Story story, Office of, Guid part, Officer by) =>
        story.CallAsync<DelegationService, bool>(async (service, stop) => (await service.RemoveAsync(of.Id, part, by.Actor, stop)).IsDone);

    private static Task<bool> GrantAsync(Story story, Office office, Officer by) =>
        story.CallAsync<GrantingService, bool>(
            async (service, stop) =>
                (await service.SaveAsync(office.Id, Story.Module, new GrantingChange { Mandates = [(Story.Procedure, AsSender)] }, by.Actor, stop)).IsDone
        );

    private static async Task<IEnumerable<Guid>> LinkableAsync(Story story, Office office, Officer by) =>
        (await story.CallAsync<MandateService, Granting?>((service, stop) => service.FindAsync(office.Id, Story.Module, by.Actor, stop)))!.Coordinators.Select(
            one => one.Id
        );

    private static Task<Outcome> RegisterAsync(Story story, AuthorityEntry entry, Officer by) =>
        story.CallAsync<RegistrationService, Outcome>((service, stop) => service.RegisterAsync(entry, isAnother: true, by.Actor, stop));

    private static Task<Outcome> AmendAsync(Story story, AuthorityEntry entry, Officer by) =>
        story.CallAsync<RegistrationService, Outcome>((service, stop) => service.AmendAsync(entry, by.Actor, stop));

    private static AuthorityEntry Entry(string name, string region) =>
        new()
        {
            Id = Guid.CreateVersion7(Platform.Beginning),
            Country = "ES",
            Names = new Dictionary<string, string> { ["es"] = name },
            InformalTitle = name,
            Languages = ["es"],
            Email = "office@example.org",
            Region = region,
        };
}

public sealed class SqliteDelegationStories(SqlitePlatform platform) : DelegationStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlDelegationStories(PostgreSqlPlatform platform) : DelegationStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerDelegationStories(SqlServerPlatform platform) : DelegationStories(platform), IClassFixture<SqlServerPlatform>;
