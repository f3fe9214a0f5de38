using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Features.FormerUsers;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Roles;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

public abstract class OfficerStories(Platform platform)
{
    [SkippableFact]
    public async Task An_administrator_appoints_and_dismisses_the_data_protection_officer()
    {
        var story = await platform.BeginAsync();
        var office = await story.AuthorityInAsync("ES");
        var (administrator, colleague) = (await office.EmploysAsync(Role.Administrator), await office.EmploysAsync(Role.Handler));
        Assert.Null(await OverseesAsync(story, colleague));

        Assert.Equal("people.officers.choose-somebody", Assert.Single((await AppointsAsync(administrator, office, null)).Errors).MessageKey);
        (await AppointsAsync(administrator, office, colleague)).AssertDone();
        (await AppointsAsync(administrator, office, colleague)).AssertDone(); // The form is submitted twice.
        Assert.NotNull(await OverseesAsync(story, colleague));
        Assert.Equal([colleague.Id], (await FindsAsync(administrator, office))!.Officers.Select(officer => officer.Id));

        (await DismissesAsync(administrator, office, colleague)).AssertDone();
        (await DismissesAsync(administrator, office, colleague)).AssertDone();
        Assert.Null(await OverseesAsync(story, colleague));
        Assert.Equal(
            ["officer-appointed", "officer-dismissed"],
            await story.DatabaseAsync(database =>
                database
                    .Set<JournalEntry>()
                    .Where(entry => entry.AuthorityId == office.Id)
                    .OrderBy(entry => entry.Sequence)
                    .Select(entry => entry.What)
                    .ToListAsync()
            )
        );
    }

    [SkippableFact]
    public async Task Only_authorized_people_appoint_officers_and_never_themselves()
    {
        var story = await platform.BeginAsync();
        var office = await story.AuthorityInAsync("ES");
        var (administrator, colleague) = (await office.EmploysAsync(Role.Administrator), await office.EmploysAsync(Role.Handler));
        Assert.Equal("people.officers.not-oneself", Assert.Single((await AppointsAsync(administrator, office, administrator)).Errors).MessageKey);
        Assert.Equal(
            "people.officers.not-oneself",
            Assert.Single((await AppointsNewAsync(administrator, office, $"USER-{administrator.Id:N}", "a@b.example")).Errors).MessageKey
        );

        var strangers = new[]
        {
            colleague,
            await office.EmploysForAllModulesAsync(Role.DataProtectionOfficer),
            await (await story.AuthorityInAsync("ES")).EmploysAsync(Role.Administrator),
            await (await story.DelegatedCoordinatorInAsync("ES")).EmploysAsync(Role.Administrator),
            await (await story.CoordinatorInAsync("FR")).EmploysAsync(Role.Administrator),
            await (await story.AuthorityInAsync("EU")).EmploysForAllModulesAsync(Role.PolicyOfficer),
        };
        foreach (var stranger in strangers)
        {
            Assert.Null(await FindsAsync(stranger, office));
            (await AppointsAsync(stranger, office, colleague)).AssertNotFound();
            (await AppointsNewAsync(stranger, office, "somebody.new", "somebody@new.example")).AssertNotFound();
            (await DismissesAsync(stranger, office, strangers[1])).AssertNotFound();
        }

        (await AppointsAsync(administrator, office, strangers[2])).AssertNotFound(); // This person does not work there.
    }

    [SkippableFact]
    public async Task A_national_coordinator_appoints_an_external_officer()
    {
        var story = await platform.BeginAsync();
        var office = await story.AuthorityInAsync("PL");
        var coordinator = await (await story.CoordinatorInAsync("PL")).EmploysAsync(Role.Administrator);
        var userName = $"officer-{office.Id:N}";
        Assert.Equal("validation.email-no-at", Assert.Single((await AppointsNewAsync(coordinator, office, userName, "nobody")).Errors).MessageKey);
        (await AppointsNewAsync(coordinator, office, userName, $"{office.Id:N}@dpo.example")).AssertDone();
        var officer = Assert.Single((await FindsAsync(coordinator, office))!.Officers);
        Assert.Equal(
            "people.officers.last-role",
            Assert
                .Single(
                    (
                        await story.CallAsync<DataProtectionOfficerService, Outcome>(
                            (service, stop) => service.DismissAsync(office.Id, officer.Id, coordinator.Actor, stop)
                        )
                    ).Errors
                )
                .MessageKey
        );

        Assert.True(
            (
                await story.CallAsync<FormerUserService, Imi.Kernel.Network.Access.Outcome<UserEnding>>(
                    (service, stop) => service.EndAsync(office.Id, officer.Id, EndReason.OtherTasks, coordinator.Actor, stop)
                )
            )
                .Result()
                .IsFormer
        );
        Assert.Empty((await FindsAsync(coordinator, office))!.Officers);
    }

    [SkippableFact]
    public async Task The_Commission_appoints_the_platforms_officer()
    {
        var story = await platform.BeginAsync();
        var commission = await story.WarningAuthorityInAsync("EU", Capacity.Recipient);
        var (policyOfficer, colleague) = (await commission.EmploysForAllModulesAsync(Role.PolicyOfficer), await commission.EmploysAsync(Role.Handler));
        (await AppointsAsync(policyOfficer, commission, colleague)).AssertDone();
        Assert.NotNull(await OverseesAsync(story, colleague));
    }

    private static async Task<RetentionOverview?> OverseesAsync(Story story, Officer officer)
    {
        var again = await story.SignsInAgainAsync(officer);
        return await story.CallAsync<OversightQuery, RetentionOverview?>((query, stop) => query.ReadAsync(again.Actor, stop));
    }

    private static Task<Appointments?> FindsAsync(Officer by, Office office) =>
        by.Story.CallAsync<DataProtectionOfficerService, Appointments?>((service, stop) => service.FindAsync(office.Id, by.Actor, stop));

    private static Task<Outcome> AppointsAsync(Officer by, Office office, Officer? person) =>
        by.Story.CallAsync<DataProtectionOfficerService, Outcome>((service, stop) => service.AppointAsync(office.Id, person?.Id, by.Actor, stop));

    private static Task<Outcome> AppointsNewAsync(Officer by, Office office, string userName, string email) =>
        by.Story.CallAsync<DataProtectionOfficerService, Outcome>(
            (service, stop) =>
                service.AppointNewAsync(
                    office.Id,
                    new NewPerson(Guid.CreateVersion7(Platform.Beginning), userName, "An Officer", email, "en", new HashSet<Role>()),
                    by.Actor,
                    stop
                )
        );

    private static Task<Outcome> DismissesAsync(Officer by, Office office, Officer person) =>
        by.Story.CallAsync<DataProtectionOfficerService, Outcome>((service, stop) => service.DismissAsync(office.Id, person.Id, by.Actor, stop));
}

public sealed class SqliteOfficerStories(SqlitePlatform platform) : OfficerStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlOfficerStories(PostgreSqlPlatform platform) : OfficerStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerOfficerStories(SqlServerPlatform platform) : OfficerStories(platform), IClassFixture<SqlServerPlatform>;
