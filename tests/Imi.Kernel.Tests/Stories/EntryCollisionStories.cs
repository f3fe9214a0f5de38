using Imi.Kernel.Features.HandOver;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;
using Imi.Kernel.Network.Registration;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Several people change the same registry entry.</summary>
public abstract class EntryCollisionStories(Platform platform)
{
    [SkippableFact]
    public async Task The_second_of_two_coordinators_gets_a_conflict_and_saves_deliberately()
    {
        var story = await platform.BeginAsync();
        var office = await story.BareAuthorityInAsync("ES");
        var (first, second) = (await CoordinatorAsync(story), await CoordinatorAsync(story));
        var (shown, also) = (await EntryAsync(first, office), await EntryAsync(second, office));

        (await AmendAsync(first, shown with { Phone = "+34 1" })).AssertDone();
        Assert.Equal(OutcomeKind.Conflict, (await AmendAsync(second, also with { Address = "Calle Mayor 2" })).Kind);
        var now = await EntryAsync(second, office);
        Assert.Equal(("+34 1", ""), (now.Phone, now.Address));

        (await AmendAsync(second, now with { Address = "Calle Mayor 2" })).AssertDone();
        now = await EntryAsync(first, office);
        Assert.Equal(("+34 1", "Calle Mayor 2"), (now.Phone, now.Address));
        (await AmendAsync(second, now with { Revision = null, Phone = "+34 3" })).AssertDone(); // Without a revision, nothing is checked.
    }

    [SkippableFact]
    public async Task Every_change_of_an_entry_conflicts_with_a_form_shown_before()
    {
        var story = await platform.BeginAsync();
        var office = await story.AuthorityInAsync("ES");
        var delegated = await story.DelegatedCoordinatorInAsync("ES");
        var (coordinator, person) = (await CoordinatorAsync(story), await office.EmploysAsync(Role.Handler));
        (await person.Story.CallAsync<GrantingService, Outcome>((service, stop) => SaveAsync(service, Roles(person, Role.Handler), stop))).AssertDone();

        foreach (
            var (what, change) in new Dictionary<string, Func<GrantingService, CancellationToken, Task<Outcome>>>(StringComparer.Ordinal)
            {
                ["mandates"] = (service, stop) => SaveAsync(service, Mandates(Capacity.Sender), stop),
                ["roles"] = (service, stop) => SaveAsync(service, Roles(person, Role.Handler, Role.Supervisor), stop),
                ["settings"] = (service, stop) => SaveAsync(service, new GrantingChange { Setup = new SetupSetting(true, false, new HashSet<string>()) }, stop),
            }
        )
        {
            var seen = await RevisionAsync(office);
            (await story.CallAsync(change)).AssertDone();
            Assert.True(await RevisionAsync(office) > seen, what);
            var late = await story.CallAsync<GrantingService, Outcome>(
                (service, stop) => SaveAsync(service, Mandates(Capacity.Recipient) with { Revision = seen }, stop)
            );
            Assert.Equal((what, OutcomeKind.Conflict), (what, late.Kind));
        }

        var before = await RevisionAsync(office);
        (
            await story.CallAsync<SuspensionService, Outcome>(
                (service, stop) => service.SuspendAsync(office.Id, Story.Module, Story.Procedure, SuspensionReason.Other, coordinator.Actor, stop)
            )
        ).AssertDone();
        Assert.Equal(before + 1, await RevisionAsync(office));
        (await story.CallAsync<GrantingService, Outcome>((service, stop) => SaveAsync(service, new GrantingChange { Revision = before }, stop))).AssertDone();
        Assert.Equal(before + 1, await RevisionAsync(office)); // A form without a change changes nothing.

        before = await RevisionAsync(delegated);
        var scope = new CoordinatorScope(null, Story.Module, [CoordinatorFunction.Access], false);
        (await DelegateAsync(scope, before)).AssertDone();
        Assert.Equal(OutcomeKind.Conflict, (await DelegateAsync(scope with { IsDelegable = true }, before)).Kind);
        (await DelegateAsync(scope with { IsDelegable = true }, before + 1)).AssertDone();

        Task<Outcome> SaveAsync(GrantingService service, GrantingChange change, CancellationToken stop) =>
            service.SaveAsync(office.Id, Story.Module, change, coordinator.Actor, stop);

        Task<Outcome> DelegateAsync(CoordinatorScope part, int revision) =>
            story.CallAsync<DelegationService, Outcome>((service, stop) => service.AddAsync(delegated.Id, part, revision, coordinator.Actor, stop));
    }

    [SkippableFact]
    public async Task A_coordinator_whose_right_ends_between_page_and_save_is_refused()
    {
        var story = await platform.BeginAsync();
        var office = await story.BareAuthorityInAsync("ES");
        var (national, former) = (await CoordinatorAsync(story), await (await story.DelegatedCoordinatorInAsync("ES")).EmploysAsync(Role.Administrator));
        var administrator = await office.EmploysAsync(Role.Administrator);
        var shown = await EntryAsync(administrator, office);
        (await SaveAsync(former, office, Mandates(Capacity.Sender))).AssertDone();

        // The coordinator is deactivated, the administrator loses the role.
        (
            await story.CallAsync<DeactivationService, Outcome<Guid>>(
                (service, stop) => service.DeactivateAsync(former.Office.Id, DeactivationReason.Abolished, new Dictionary<string, Guid>(), national.Actor, stop)
            )
        ).Result();
        (await SaveAsync(national, office, Roles(administrator, Role.Supervisor))).AssertDone();

        (await SaveAsync(former, office, Mandates(Capacity.Recipient))).AssertNotFound();
        (await AmendAsync(await story.SignsInAgainAsync(administrator), shown with { Phone = "+34 9" })).AssertNotFound();
        Assert.Equal("", (await EntryAsync(national, office)).Phone);
    }

    [SkippableFact]
    public async Task Simultaneous_changes_lose_nothing()
    {
        var story = await platform.BeginAsync();
        var office = await story.BareAuthorityInAsync("ES");
        var coordinator = await CoordinatorAsync(story);
        var person = await office.EmploysAsync(Role.Handler);
        var elsewhere = await story.BareAuthorityInAsync("FR");
        await story.DatabaseAsync(async database =>
        {
            (await database.Set<ImiUser>().Include(one => one.Roles).FirstAsync(one => one.Id == person.Id)).Grant(elsewhere.Id, Story.Module, Role.Handler);
            return await database.SaveChangesAsync();
        });
        var abroad = await (await story.CoordinatorInAsync("FR")).EmploysAsync(Role.Administrator);
        var seen = await RevisionAsync(office);

        // Two with the same revision: one is saved, the other gets a conflict.
        var outcomes = await Task.WhenAll(
            new[] { Capacity.Sender, Capacity.Recipient }.Select(capacity =>
                Task.Run(() => SaveAsync(coordinator, office, Mandates(capacity) with { Revision = seen }))
            )
        );
        Assert.Equal([OutcomeKind.Done, OutcomeKind.Conflict], outcomes.Select(outcome => outcome.Kind).Order());

        // Many without a revision, each to another part: all are saved.
        outcomes = await Task.WhenAll(
            Task.Run(() => SaveAsync(coordinator, office, new GrantingChange { Mandates = [(Story.Warning, AsSender)] })),
            Task.Run(() => SaveAsync(coordinator, office, Roles(person, Role.Handler, Role.Allocator))),
            Task.Run(() => SaveAsync(coordinator, office, new GrantingChange { Setup = new SetupSetting(false, false, new HashSet<string> { "luggage" }) })),
            Task.Run(() => SaveAsync(abroad, elsewhere, Roles(person, Role.Supervisor)))
        );
        Assert.All(outcomes, outcome => outcome.AssertDone());
        var granting = (
            await story.CallAsync<MandateService, Granting?>((service, stop) => service.FindAsync(office.Id, Story.Module, coordinator.Actor, stop))
        )!;
        Assert.Equal(seen + 4, granting.Authority.Revision);
        Assert.NotNull(granting.MandateFor(Story.Warning, Capacity.Sender));
        Assert.Equal(["luggage"], granting.Setup.Keywords);
        Assert.Equal(
            [Role.Handler, Role.Allocator, Role.Supervisor],
            granting
                .People.Single(one => one.Id == person.Id)
                .Roles.OrderBy(grant => grant.AuthorityId == office.Id ? 0 : 1)
                .ThenBy(grant => grant.Role)
                .Select(grant => grant.Role)
        );

        // Two who each withdraw the last role that they see must not leave a person without any.
        outcomes = await Task.WhenAll(
            Task.Run(() => SaveAsync(coordinator, office, Roles(person))),
            Task.Run(() => SaveAsync(abroad, elsewhere, Roles(person)))
        );
        Assert.Equal([OutcomeKind.Done, OutcomeKind.Invalid], outcomes.Select(outcome => outcome.Kind).Order());
    }

    [SkippableFact]
    public async Task A_repeated_import_keeps_what_a_coordinator_saved_while_it_ran()
    {
        var story = await platform.BeginAsync();
        var office = await story.BareAuthorityInAsync("ES");
        var coordinator = await CoordinatorAsync(story);
        var shown = await EntryAsync(coordinator, office);
        var code = await story.DatabaseAsync(database => database.Set<Authority>().Where(one => one.Id == office.Id).Select(one => one.Code).SingleAsync());
        var row = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["code"] = code,
            ["country"] = "ES",
            ["informal-title"] = shown.InformalTitle,
            ["languages"] = "en",
            ["email"] = "new@office.example",
            ["name.es"] = "Oficina",
        };

        // The table has no column for light mode; somebody switches it on between the check and the import.
        var report = await story.CallAsync<ImportService, ImportReport>(
            (service, stop) => service.ImportAsync([row], isDryRun: false, coordinator.Actor, new Meanwhile(() => SwitchAsync().GetAwaiter().GetResult()), stop)
        );
        Assert.Equal((true, 1), (report.IsDone, report.Corrected));
        var now = await EntryAsync(coordinator, office);
        Assert.Equal(("new@office.example", true), (now.Email, now.PeopleBeginInSimpleView));

        async Task SwitchAsync() =>
            (await AmendAsync(coordinator, shown with { PeopleBeginInSimpleView = true, Names = Named, Email = "a@office.example" })).AssertDone();
    }

    private static readonly MandateSetting AsSender = new(new HashSet<Capacity> { Capacity.Sender }, null, false, false, false);

    private static readonly Dictionary<string, string> Named = new(StringComparer.Ordinal) { ["es"] = "Oficina" };

    private static GrantingChange Mandates(Capacity capacity) =>
        new() { Mandates = [(Story.Procedure, AsSender with { Capacities = new HashSet<Capacity> { capacity } })] };

    private static GrantingChange Roles(Officer person, params Role[] roles) => new() { Roles = [(person.Id, roles.ToHashSet())] };

    private static Task<Outcome> SaveAsync(Officer by, Office office, GrantingChange change) =>
        by.Story.CallInSameMinuteAsync<GrantingService, Outcome>((service, stop) => service.SaveAsync(office.Id, Story.Module, change, by.Actor, stop));

    private static async Task<Officer> CoordinatorAsync(Story story) => await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Administrator);

    private static Task<int> RevisionAsync(Office office) =>
        office.Story.DatabaseAsync(database => database.Set<Authority>().Where(one => one.Id == office.Id).Select(one => one.Revision).SingleAsync());

    /// <summary>Returns the entry as a form shows it, complete enough to be saved.</summary>
    private static async Task<AuthorityEntry> EntryAsync(Officer by, Office office)
    {
        var entry = (await by.Story.CallAsync<RegistrationService, AuthorityEntry?>((service, stop) => service.EntryAsync(office.Id, by.Actor, stop)))!;
        return entry with { Names = Named, Email = entry.Email.Length > 0 ? entry.Email : "office@office.example" };
    }

    private static Task<Outcome> AmendAsync(Officer by, AuthorityEntry entry) =>
        by.Story.CallInSameMinuteAsync<RegistrationService, Outcome>((service, stop) => service.AmendAsync(entry, by.Actor, stop));

    /// <summary>Does something once, when the import first reports progress, after it has checked the table.</summary>
    private sealed class Meanwhile(Action action) : IProgress<int>
    {
        private bool _isDone;

        public void Report(int value)
        {
            if (_isDone)
                return;
            _isDone = true;
            action();
        }
    }
}

public sealed class SqliteEntryCollisionStories(SqlitePlatform platform) : EntryCollisionStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlEntryCollisionStories(PostgreSqlPlatform platform) : EntryCollisionStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerEntryCollisionStories(SqlServerPlatform platform) : EntryCollisionStories(platform), IClassFixture<SqlServerPlatform>;
