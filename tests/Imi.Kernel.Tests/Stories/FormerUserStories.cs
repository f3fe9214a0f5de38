using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.FormerUsers;
using Imi.Kernel.Features.PersonalDataReports;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Ledger;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Mandates;
using Imi.Kernel.Network.Notices;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Personal data of users are stored while they are users, then blocked, and deleted after three years (Article 15).</summary>
public abstract class FormerUserStories(Platform platform)
{
    private static readonly DateOnly DeleteOn = DateOnly.FromDateTime(Platform.Beginning.Date).AddYears(3);

    [SkippableFact]
    public async Task A_former_user_loses_access_at_once_and_is_anonymous_to_colleagues()
    {
        var story = await platform.BeginAsync();
        var (carmen, office) = (await story.HandlerInAsync("ES"), await story.AuthorityInAsync("CY"));
        var (andreas, eleni, sofia) = (
            await office.EmploysAsync(Role.Handler),
            await office.EmploysAsync(Role.Handler),
            await office.EmploysAsync(Role.Administrator, Role.Allocator)
        );
        var token = await story.CallAsync<AccessTokenService, string?>((tokens, stop) => tokens.CreateAsync(andreas.Id, "His token", null, stop));
        var request = await carmen.SendsAsync(office);
        await sofia.AllocatesAsync(request, andreas);
        (await andreas.WritesAsync(request, "I look after it.")).Result();
        (await eleni.WritesAsync(request, "May I?")).AssertForbidden("access.needs-role.handler", "access.assigned-to-others");

        (await EndsAsync(sofia, andreas, null)).AssertInvalid($"end-reason.{andreas.Id} people.reason-needed");
        Assert.Equal(new UserEnding(IsFormer: true, Allocations: 1), (await EndsAsync(sofia, andreas, EndReason.Left)).Result());

        Assert.Null(await story.CallAsync<UserService, Actor?>((people, stop) => people.ActorAsync(andreas.Id, stop)));
        Assert.Null(await story.CallAsync<UserService, Actor?>((people, stop) => people.ActorAsync($"user-{andreas.Id:N}", stop)));
        Assert.Null(await story.CallAsync<AccessTokenService, Actor?>((tokens, stop) => tokens.ActorOfAsync(token!, stop)));
        Assert.DoesNotContain(
            await story.CallAsync<UserService, IReadOnlyList<ImiUser>>((people, stop) => people.ListAsync(10_000, stop)),
            user => user.Id == andreas.Id
        );
        foreach (var colleague in new List<Officer> { carmen, eleni })
        {
            var seen = await colleague.ReadsAsync(request);
            Assert.Equal("Former user", seen.People[andreas.Id]);
            Assert.DoesNotContain(andreas.Actor.Name, seen.People.Values);
        }

        Assert.Contains(
            await sofia.NoticesAsync(),
            notice => notice.ExchangeId == request && notice is { Action: KernelActions.AllocationEnded, NeedsAction: true }
        );
        Assert.Empty((await eleni.ReadsAsync(request)).Assigned);
        Assert.True((await eleni.WritesAsync(request, "Now I may.")).IsDone);
    }

    [SkippableFact]
    public async Task Only_the_journal_identifies_a_former_user_until_deletion()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var sofia = await andreas.Office.EmploysAsync(Role.Administrator);
        var officer = await andreas.Office.EmploysForAllModulesAsync(Role.DataProtectionOfficer);
        var request = await carmen.SendsAsync(andreas.Office);
        await andreas.ReadsAsync(request);
        (await EndsAsync(sofia, andreas, EndReason.OtherTasks)).Result();

        Assert.Contains($"user-{andreas.Id:N}", await DoersAsync(story, request));
        story.SetDate(DeleteOn.AddDays(-1));
        Assert.Contains(
            new RetentionDue(LedgerAction.UserDeleted, "", 1),
            (await story.CallAsync<OversightQuery, RetentionOverview?>((query, stop) => query.ReadAsync(officer.Actor, stop)))!.Due
        );
        Assert.Equal(0, (await story.RunRetentionAsync()).Counts.Users);
        story.SetDate(DeleteOn);
        Assert.Contains(
            await story.CallAsync<RetentionSweepService, IReadOnlyList<RetentionDue>>((engine, stop) => engine.DueAsync(DeleteOn, stop)),
            due => due is { Action: LedgerAction.UserDeleted, Count: > 0 }
        );
        Assert.True((await story.RunRetentionAsync()).Counts.Users > 0);

        Assert.DoesNotContain($"user-{andreas.Id:N}", await DoersAsync(story, request));
        Assert.Contains($"{andreas.Id}", await DoersAsync(story, request));
        Assert.Equal(0, await story.DatabaseAsync(database => database.Set<ImiUser>().IgnoreQueryFilters().CountAsync(user => user.Id == andreas.Id)));
        Assert.Equal(0, await story.DatabaseAsync(database => database.Set<Notice>().CountAsync(notice => notice.UserId == andreas.Id)));
        Assert.Equal("Former user", (await carmen.ReadsAsync(request)).People.GetValueOrDefault(andreas.Id, "Former user"));
        Assert.Equal(
            [LedgerAction.UserEnded, LedgerAction.UserDeleted],
            await story.DatabaseAsync(database =>
                database
                    .Set<LedgerEntry>()
                    .Where(entry => entry.ConcernedId == andreas.Id)
                    .OrderBy(entry => entry.Sequence)
                    .Select(entry => entry.Action)
                    .ToListAsync()
            )
        );
        Assert.True((await story.CallAsync<Journal, JournalVerdict>((journal, stop) => journal.VerifyAsync(null, stop))).IsWhole);
        Assert.Null((await story.CallAsync<RetentionSweepService, RetentionStatus>((engine, stop) => engine.StatusAsync(stop))).BrokenAt);
    }

    [SkippableFact]
    public async Task Only_an_administrator_or_coordinator_ends_a_users_access()
    {
        var story = await platform.BeginAsync();
        var office = await story.AuthorityInAsync("ES");
        var (officer, administrator) = (await office.EmploysAsync(Role.Handler), await office.EmploysAsync(Role.Administrator));
        var strangers = new[]
        {
            officer,
            await office.EmploysAsync(Role.Supervisor),
            await (await story.CoordinatorInAsync("FR")).EmploysAsync(Role.Administrator),
            await (await story.AuthorityInAsync("ES")).EmploysAsync(Role.Administrator),
            await (await story.AuthorityInAsync("EU")).EmploysAsync(Role.PolicyOfficer),
        };
        foreach (var stranger in strangers)
            (await EndsAsync(stranger, officer, EndReason.Left)).AssertNotFound();
        (await EndsAsync(administrator, administrator, EndReason.Left)).AssertNotFound();

        var coordinator = await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Administrator);
        Assert.True((await EndsAsync(coordinator, administrator, EndReason.Left)).Result().IsFormer);
        Assert.True((await EndsAsync(coordinator, administrator, EndReason.Left)).Result().IsFormer); // A repeated submission acts once.
        Assert.Equal(
            1,
            await story.DatabaseAsync(database =>
                database.Set<JournalEntry>().CountAsync(entry => entry.What == "user-ended" && entry.Detail.StartsWith($"{administrator.Id}"))
            )
        );
    }

    [SkippableFact]
    public async Task A_coordinator_revokes_roles_of_its_area_and_other_roles_remain()
    {
        var story = await platform.BeginAsync();
        var office = await story.AuthorityInAsync("ES");
        var delegated = await (await story.DelegatedCoordinatorInAsync("ES")).EmploysAsync(Role.Administrator);
        var person = await office.EmploysAsync(Role.Handler);
        await story.DatabaseAsync(async database =>
        {
            (await database.Set<ImiUser>().Include(user => user.Roles).FirstAsync(user => user.Id == person.Id)).Grant(office.Id, "another-area", Role.Handler);
            return await database.SaveChangesAsync();
        });

        Assert.False((await EndsAsync(delegated, person, EndReason.OtherTasks)).Result().IsFormer);
        Assert.Equal(["another-area"], (await story.SignsInAgainAsync(person)).Actor.Grants.Select(grant => grant.Module));
        (await EndsAsync(await office.EmploysAsync(Role.Supervisor), person, EndReason.OtherTasks)).AssertNotFound();
    }

    [SkippableFact]
    public async Task A_former_user_who_returns_before_deletion_is_the_same_user()
    {
        var story = await platform.BeginAsync();
        var (office, elsewhere) = (await story.AuthorityInAsync("ES"), await story.AuthorityInAsync("ES"));
        var (person, administrator, other) = (
            await office.EmploysAsync(Role.Handler),
            await office.EmploysAsync(Role.Administrator),
            await elsewhere.EmploysAsync(Role.Administrator)
        );
        (await EndsAsync(administrator, person, EndReason.Left)).Result();

        var back = new NewPerson(
            Guid.CreateVersion7(Platform.Beginning),
            $"user-{person.Id:N}",
            "A Name",
            $"{person.Id:N}@example.org",
            "en",
            new HashSet<Role> { Role.Handler }
        );
        Assert.Equal("registration.user-name-taken", Assert.Single((await AddsAsync(other, back with { Email = "somebody@else.example" })).Errors).MessageKey);
        (await AddsAsync(other, back)).AssertDone();
        Assert.Equal(
            (person.Id, elsewhere.Id),
            ((await story.SignsInAgainAsync(person)).Id, (await story.SignsInAgainAsync(person)).Actor.Grants.Single().AuthorityId)
        );
        story.SetDate(DeleteOn);
        await story.RunRetentionAsync();
        Assert.Equal(1, await story.DatabaseAsync(database => database.Set<ImiUser>().CountAsync(user => user.Id == person.Id)));
    }

    internal static Task<Outcome<UserEnding>> EndsAsync(Officer by, Officer person, EndReason? reason) =>
        by.Story.CallAsync<FormerUserService, Outcome<UserEnding>>((service, stop) => service.EndAsync(person.Office.Id, person.Id, reason, by.Actor, stop));

    private static Task<Outcome> AddsAsync(Officer by, NewPerson person) =>
        by.Story.CallAsync<MandateService, Outcome>((service, stop) => service.AddPersonAsync(by.Office.Id, Story.Module, person, by.Actor, stop));

    private static Task<List<string>> DoersAsync(Story story, Guid exchange) =>
        story.CallAsync<ProcessingReportQuery, List<string>>(
            async (query, stop) => await query.ReadAsync(new ProcessingQuestion { Exchange = exchange }, stop).Select(entry => entry.By).ToListAsync(stop)
        );
}

public sealed class SqliteFormerUserStories(SqlitePlatform platform) : FormerUserStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlFormerUserStories(PostgreSqlPlatform platform) : FormerUserStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerFormerUserStories(SqlServerPlatform platform) : FormerUserStories(platform), IClassFixture<SqlServerPlatform>;
