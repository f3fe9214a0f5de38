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
    public async Task An_authoritys_administrator_appoints_its_data_protection_officer_who_sees_the_oversight_at_once_and_ends_it_again()
    {
        var story = await platform.BeginAsync();
        var office = await story.AuthorityInAsync("ES");
        var (administrator, colleague) = (await office.EmploysAsync(Role.Administrator), await office.EmploysAsync(Role.Handler));
        Assert.Null(await OverseesAsync(story, colleague));

        Assert.Equal("people.officers.choose-somebody", Assert.Single((await AppointsAsync(administrator, office, null))!).MessageKey);
        Assert.Empty((await AppointsAsync(administrator, office, colleague))!);
        Assert.Empty((await AppointsAsync(administrator, office, colleague))!); // Sent twice.
        Assert.NotNull(await OverseesAsync(story, colleague));
        Assert.Equal([colleague.Id], (await FindsAsync(administrator, office))!.Officers.Select(officer => officer.Id));

        Assert.Empty((await DismissesAsync(administrator, office, colleague))!);
        Assert.Empty((await DismissesAsync(administrator, office, colleague))!);
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
    public async Task Nobody_appoints_themselves_and_nobody_else_appoints_anybody()
    {
        var story = await platform.BeginAsync();
        var office = await story.AuthorityInAsync("ES");
        var (administrator, colleague) = (await office.EmploysAsync(Role.Administrator), await office.EmploysAsync(Role.Handler));
        Assert.Equal("people.officers.not-oneself", Assert.Single((await AppointsAsync(administrator, office, administrator))!).MessageKey);
        Assert.Equal(
            "people.officers.not-oneself",
            Assert.Single((await AppointsNewAsync(administrator, office, $"USER-{administrator.Id:N}", "a@b.example"))!).MessageKey
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
            Assert.Null(await AppointsAsync(stranger, office, colleague));
            Assert.Null(await AppointsNewAsync(stranger, office, "somebody.new", "somebody@new.example"));
            Assert.Null(await DismissesAsync(stranger, office, strangers[1]));
        }

        Assert.Null(await AppointsAsync(administrator, office, strangers[2])); // Somebody who does not work there.
    }

    [SkippableFact]
    public async Task The_national_coordinator_appoints_somebody_from_outside_whose_appointment_ends_with_a_reason()
    {
        var story = await platform.BeginAsync();
        var office = await story.AuthorityInAsync("PL");
        var coordinator = await (await story.CoordinatorInAsync("PL")).EmploysAsync(Role.Administrator);
        var userName = $"officer-{office.Id:N}";
        Assert.Equal("validation.email-no-at", Assert.Single((await AppointsNewAsync(coordinator, office, userName, "nobody"))!).MessageKey);
        Assert.Empty((await AppointsNewAsync(coordinator, office, userName, $"{office.Id:N}@dpo.example"))!);
        var officer = Assert.Single((await FindsAsync(coordinator, office))!.Officers);
        Assert.Equal(
            "people.officers.last-role",
            Assert
                .Single(
                    (
                        await story.AskAsync<DataProtectionOfficerService, IReadOnlyList<FieldError>?>(
                            (desk, stop) => desk.DismissAsync(office.Id, officer.Id, coordinator.Actor, stop)
                        )
                    )!
                )
                .MessageKey
        );

        Assert.True(
            (
                await story.AskAsync<FormerUserService, Imi.Kernel.Exchanges.Outcome<UserEnding>>(
                    (desk, stop) => desk.EndAsync(office.Id, officer.Id, EndReason.OtherTasks, coordinator.Actor, stop)
                )
            )
                .Result()
                .IsFormer
        );
        Assert.Empty((await FindsAsync(coordinator, office))!.Officers);
    }

    [SkippableFact]
    public async Task The_Commission_appoints_the_platforms_own_officer()
    {
        var story = await platform.BeginAsync();
        var commission = await story.WarningAuthorityInAsync("EU", Capacity.Recipient);
        var (policyOfficer, colleague) = (await commission.EmploysForAllModulesAsync(Role.PolicyOfficer), await commission.EmploysAsync(Role.Handler));
        Assert.Empty((await AppointsAsync(policyOfficer, commission, colleague))!);
        Assert.NotNull(await OverseesAsync(story, colleague));
    }

    private static async Task<RetentionOverview?> OverseesAsync(Story story, Officer officer)
    {
        var again = await story.SignsInAgainAsync(officer);
        return await story.AskAsync<OversightQuery, RetentionOverview?>((desk, stop) => desk.ReadAsync(again.Actor, stop));
    }

    private static Task<Appointments?> FindsAsync(Officer by, Office office) =>
        by.Story.AskAsync<DataProtectionOfficerService, Appointments?>((desk, stop) => desk.FindAsync(office.Id, by.Actor, stop));

    private static Task<IReadOnlyList<FieldError>?> AppointsAsync(Officer by, Office office, Officer? person) =>
        by.Story.AskAsync<DataProtectionOfficerService, IReadOnlyList<FieldError>?>((desk, stop) => desk.AppointAsync(office.Id, person?.Id, by.Actor, stop));

    private static Task<IReadOnlyList<FieldError>?> AppointsNewAsync(Officer by, Office office, string userName, string email) =>
        by.Story.AskAsync<DataProtectionOfficerService, IReadOnlyList<FieldError>?>(
            (desk, stop) =>
                desk.AppointNewAsync(
                    office.Id,
                    new NewPerson(Guid.CreateVersion7(Platform.Beginning), userName, "An Officer", email, "en", new HashSet<Role>()),
                    by.Actor,
                    stop
                )
        );

    private static Task<IReadOnlyList<FieldError>?> DismissesAsync(Officer by, Office office, Officer person) =>
        by.Story.AskAsync<DataProtectionOfficerService, IReadOnlyList<FieldError>?>((desk, stop) => desk.DismissAsync(office.Id, person.Id, by.Actor, stop));
}

public sealed class SqliteOfficerStories(SqlitePlatform platform) : OfficerStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlOfficerStories(PostgreSqlPlatform platform) : OfficerStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerOfficerStories(SqlServerPlatform platform) : OfficerStories(platform), IClassFixture<SqlServerPlatform>;
