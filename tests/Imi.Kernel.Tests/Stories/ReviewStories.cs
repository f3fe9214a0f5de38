using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Mandates;
using Imi.Kernel.Network.Roles;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Stand-in roles lapse, roles are confirmed yearly, and nobody grants roles to themselves.</summary>
public abstract class ReviewStories(Platform platform)
{
    [SkippableFact]
    public async Task The_roles_of_a_stand_in_lapse_after_the_last_day()
    {
        var story = await platform.BeginAsync();
        var (carmen, cyprus) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var administrator = await carmen.Office.EmploysAsync(Role.Administrator);
        var luis = await carmen.Office.EmploysAsync(Role.Supervisor);
        (await luis.TriesToDraftAsync(cyprus.Office)).AssertForbidden("access.needs-role.handler");

        var today = DateOnly.FromDateTime(story.Now.UtcDateTime);
        Assert.Equal(
            ["absent", "stand-in", "until"],
            (await AppointAsync(story, administrator, cyprus.Id, cyprus.Id, today.AddYears(2))).Errors.Select(error => error.Field)
        );
        (await AppointAsync(story, luis, carmen.Id, luis.Id, today.AddDays(5))).AssertNotFound();
        (await AppointAsync(story, administrator, carmen.Id, luis.Id, today.AddDays(5))).AssertDone();
        await (await story.SignsInAgainAsync(luis)).DraftsAsync(cyprus.Office);

        // Saving the person's roles does not make the stand-in roles permanent.
        (await SetRolesAsync(story, administrator, luis, Role.Supervisor, Role.Handler)).AssertDone();
        story.SetDate(today.AddDays(6));
        (await (await story.SignsInAgainAsync(luis)).TriesToDraftAsync(cyprus.Office)).AssertForbidden("access.needs-role.handler");
        Assert.Equal(1, await story.CallAsync<StandInService, int>((service, stop) => service.LapseAsync(stop)));
        Assert.Equal(0, await story.CallAsync<StandInService, int>((service, stop) => service.LapseAsync(stop)));
        Assert.Equal([Role.Supervisor], await RolesAsync(story, luis));
    }

    [SkippableFact]
    public async Task Nobody_grants_roles_to_themselves_and_attempts_are_journaled()
    {
        var story = await platform.BeginAsync();
        var carmen = await story.HandlerInAsync("ES");
        var administrator = await carmen.Office.EmploysAsync(Role.Administrator);
        Assert.Equal(
            "people.not-oneself",
            Assert.Single((await SetRolesAsync(story, administrator, administrator, Role.Administrator, Role.Handler)).Errors).MessageKey
        );
        var name = await story.DatabaseAsync(database =>
            database.Set<ImiUser>().Where(user => user.Id == administrator.Id).Select(user => new { user.UserName, user.Email }).SingleAsync()
        );
        var oneself = new NewPerson(Guid.CreateVersion7(), name.UserName, "Other Name", name.Email, "en", new HashSet<Role> { Role.Handler });
        Assert.Equal(
            "people.not-oneself",
            Assert
                .Single(
                    (
                        await story.CallAsync<MandateService, Outcome>(
                            (service, stop) => service.AddPersonAsync(carmen.Office.Id, Story.Module, oneself, administrator.Actor, stop)
                        )
                    ).Errors
                )
                .MessageKey
        );
        var until = DateOnly.FromDateTime(story.Now.UtcDateTime).AddDays(1);
        Assert.Equal("people.not-oneself", Assert.Single((await AppointAsync(story, administrator, carmen.Id, administrator.Id, until)).Errors).MessageKey);
        Assert.Equal([Role.Administrator], await RolesAsync(story, administrator));
        Assert.Equal(
            3,
            await story.DatabaseAsync(database => database.Set<JournalEntry>().CountAsync(entry => entry.UserId == administrator.Id && entry.What == "refused"))
        );
        (await SetRolesAsync(story, await carmen.Office.EmploysAsync(Role.Administrator), administrator, Role.Administrator, Role.Handler)).AssertDone();
    }

    [SkippableFact]
    public async Task Roles_are_confirmed_or_revoked_after_a_year_with_reminders()
    {
        var story = await platform.BeginAsync();
        var coordinator = await story.CoordinatorInAsync("ES");
        var chief = await coordinator.EmploysAsync(Role.Administrator);
        var office = await story.AuthorityInAsync("ES", mandate => mandate.CoordinatedBy(coordinator.Id));
        var administrator = await office.EmploysAsync(Role.Administrator);
        var (kept, dropped) = (await office.EmploysAsync(Role.Handler), await office.EmploysAsync(Role.Handler));
        (await SetRolesAsync(story, administrator, dropped, Role.Handler, Role.Supervisor)).AssertDone();
        foreach (var one in (Officer[])[administrator, kept])
            (await DecideAsync(story, chief, one, keep: true)).AssertDone();
        Assert.DoesNotContain((await ListAsync(story, administrator))!.Lines, line => line.Person.Id == kept.Id);
        Assert.Contains((await ListAsync(story, administrator))!.Lines, line => line.Person.Id == dropped.Id);

        story.SetDate(DateOnly.FromDateTime(story.Now.UtcDateTime).AddYears(1));
        var lines = (await ListAsync(story, administrator))!.Lines;
        Assert.Contains(lines, line => line.Person.Id == kept.Id && line.Roles.Contains(Role.Handler));
        Assert.DoesNotContain(lines, line => line.Person.Id == administrator.Id);
        Assert.Contains((await ListAsync(story, chief))!.Lines, line => line.Person.Id == administrator.Id);
        Assert.Null(await ListAsync(story, kept));
        await story.CallAsync<RoleReviewService, int>((service, stop) => service.RemindAsync(stop));
        Assert.Equal((1, 1), (await RemindersAsync(story, administrator), await RemindersAsync(story, chief)));
        await story.CallAsync<RoleReviewService, int>((service, stop) => service.RemindAsync(stop));
        Assert.Equal(1, await RemindersAsync(story, administrator));

        (await DecideAsync(story, administrator, administrator, keep: true)).AssertNotFound();
        (await DecideAsync(story, kept, dropped, keep: false)).AssertNotFound();
        (await DecideAsync(story, administrator, kept, keep: true)).AssertDone();
        Assert.Equal("people.last-role", Assert.Single((await DecideAsync(story, administrator, dropped, keep: false)).Errors).MessageKey);
        (await DecideAsync(story, administrator, dropped, keep: true)).AssertDone();
        Assert.Empty((await ListAsync(story, administrator))!.Lines);
    }

    [SkippableFact]
    public async Task Appointments_of_data_protection_officers_are_reviewed_too()
    {
        var story = await platform.BeginAsync();
        var office = await story.AuthorityInAsync("IT");
        var administrator = await office.EmploysAsync(Role.Administrator);
        var officer = await office.EmploysForAllModulesAsync(Role.DataProtectionOfficer);
        Assert.Contains(
            (await ListAsync(story, administrator))!.Lines,
            line => line.Person.Id == officer.Id && line is { Module: "", Roles: [Role.DataProtectionOfficer] }
        );
        (await DecideAsync(story, administrator, officer, keep: true, "")).AssertDone();
        Assert.DoesNotContain((await ListAsync(story, administrator))!.Lines, line => line.Person.Id == officer.Id);
        (await DecideAsync(story, await (await story.AuthorityInAsync("IT")).EmploysAsync(Role.Administrator), officer, keep: false, "")).AssertNotFound();
        Assert.Equal("people.officers.last-role", Assert.Single((await DecideAsync(story, administrator, officer, keep: false, "")).Errors).MessageKey);
    }

    [SkippableFact]
    public async Task Concurrent_nodes_send_one_reminder()
    {
        var story = await platform.BeginAsync();
        var office = await story.AuthorityInAsync("PL");
        var administrator = await office.EmploysAsync(Role.Administrator);
        await office.EmploysAsync(Role.Handler);
        await story.DatabaseAsync(database => database.Set<AccountMail>().ExecuteDeleteAsync());
        foreach (var months in (int[])[0, 2])
        {
            story.SetDate(DateOnly.FromDateTime(story.Now.UtcDateTime).AddMonths(months));
            await Task.WhenAll(
                Enumerable
                    .Range(0, 4)
                    .Select(_ => Task.Run(() => story.CallInSameMinuteAsync<RoleReviewService, int>((service, stop) => service.RemindAsync(stop))))
            );
            Assert.Equal(1 + Math.Min(months, 1), await RemindersAsync(story, administrator));
        }
    }

    [SkippableFact]
    public async Task An_administrator_sees_people_without_roles_and_can_grant_one()
    {
        var story = await platform.BeginAsync();
        var office = await story.AuthorityInAsync("FR");
        var (administrator, absent, helper) = (
            await office.EmploysAsync(Role.Administrator),
            await office.EmploysAsync(Role.Handler),
            await office.EmploysAsync(Role.Supervisor)
        );
        var today = DateOnly.FromDateTime(story.Now.UtcDateTime);
        (await AppointAsync(story, administrator, absent.Id, helper.Id, today.AddDays(1))).AssertDone();
        await story.DatabaseAsync(database =>
            database.Set<RoleGrant>().Where(grant => grant.UserId == helper.Id && grant.Role == Role.Supervisor).ExecuteDeleteAsync()
        );
        story.SetDate(today.AddDays(2));
        await story.CallAsync<StandInService, int>((service, stop) => service.LapseAsync(stop));
        Assert.Empty(await RolesAsync(story, helper));
        Assert.Contains((await FindAsync(story, administrator))!.People, person => person.Id == helper.Id);
        Assert.Contains(helper.Id, (await FindAsync(story, administrator))!.Endable);
        Assert.DoesNotContain(
            (await FindAsync(story, await (await story.AuthorityInAsync("FR")).EmploysAsync(Role.Administrator)))!.People,
            person => person.Id == helper.Id
        );
        (await SetRolesAsync(story, administrator, helper, Role.Handler)).AssertDone();
        Assert.Null(
            await story.DatabaseAsync(database =>
                database.Set<ImiUser>().Where(user => user.Id == helper.Id).Select(user => user.LastAuthorityId).SingleAsync()
            )
        );
    }

    [SkippableFact]
    public async Task A_coordinator_sees_what_a_role_would_change()
    {
        var story = await platform.BeginAsync();
        var coordinator = await story.CoordinatorInAsync("CY");
        var office = await story.AuthorityInAsync("CY", mandate => mandate.CoordinatedBy(coordinator.Id, takesReferrals: true));
        var (andreas, luis, referral) = (
            await office.EmploysAsync(Role.Handler),
            await office.EmploysAsync(Role.Supervisor),
            await coordinator.EmploysAsync(Role.Referral)
        );
        var sent = await (await story.HandlerInAsync("ES")).SendsAsync(office);
        var promoted = luis.Actor with { Grants = [.. luis.Actor.Grants, new ActorGrant(office.Id, Story.Module, Role.Handler)] };
        var (now, then) = (await ExplainAsync(story, sent, luis.Actor, referral), await ExplainAsync(story, sent, promoted, referral));
        Assert.Equal((Sight.Full, Sight.Full), (now!.Sight, then!.Sight));
        Assert.DoesNotContain(now.Actions, one => one.IsAllowed);
        Assert.Contains(then.Actions, one => one.IsAllowed);
        Assert.Null(await ExplainAsync(story, sent, promoted, andreas));
    }

    private static Task<Explanation?> ExplainAsync(Story story, Guid exchange, Actor about, Officer asker) =>
        story.CallAsync<ExchangeQuery, Explanation?>((reader, stop) => reader.ExplainAsync(exchange, about, asker.Actor, stop));

    private static Task<Outcome> AppointAsync(Story story, Officer administrator, Guid absent, Guid standIn, DateOnly until) =>
        story.CallAsync<StandInService, Outcome>(
            (service, stop) => service.AppointAsync(administrator.Office.Id, Story.Module, absent, standIn, until, administrator.Actor, stop)
        );

    private static Task<Outcome> SetRolesAsync(Story story, Officer administrator, Officer person, params Role[] roles) =>
        story.CallAsync<GrantingService, Outcome>(
            (service, stop) =>
                service.SaveAsync(person.Office.Id, Story.Module, new GrantingChange { Roles = [(person.Id, roles.ToHashSet())] }, administrator.Actor, stop)
        );

    private static Task<ReviewPage?> ListAsync(Story story, Officer officer) =>
        story.CallAsync<RoleReviewService, ReviewPage?>((service, stop) => service.ListAsync(officer.Actor, stop));

    private static Task<Granting?> FindAsync(Story story, Officer administrator) =>
        story.CallAsync<MandateService, Granting?>((service, stop) => service.FindAsync(administrator.Office.Id, Story.Module, administrator.Actor, stop));

    private static Task<Outcome> DecideAsync(Story story, Officer reviewer, Officer person, bool keep, string module = Story.Module) =>
        story.CallAsync<RoleReviewService, Outcome>((service, stop) => service.DecideAsync(person.Office.Id, module, person.Id, keep, reviewer.Actor, stop));

    private static Task<int> RemindersAsync(Story story, Officer person) =>
        story.DatabaseAsync(database => database.Set<AccountMail>().CountAsync(mail => mail.UserId == person.Id && mail.Kind == AccountMailKind.ReviewDue));

    private static Task<List<Role>> RolesAsync(Story story, Officer person) =>
        story.DatabaseAsync(database =>
            database.Set<RoleGrant>().Where(grant => grant.UserId == person.Id).Select(grant => grant.Role).OrderBy(role => role).ToListAsync()
        );
}

public sealed class SqliteReviewStories(SqlitePlatform platform) : ReviewStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlReviewStories(PostgreSqlPlatform platform) : ReviewStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerReviewStories(SqlServerPlatform platform) : ReviewStories(platform), IClassFixture<SqlServerPlatform>;
