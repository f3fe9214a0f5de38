using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;
using Imi.Kernel.Network.Registration;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

public abstract class RegistrationStories(Platform platform)
{
    [SkippableFact]
    public async Task A_coordinator_registers_an_authority_once_and_each_name_finds_it()
    {
        var story = await platform.BeginAsync();
        var coordinator = await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Administrator);
        var entry = Entry("ES", "Agencia de Vigilancia del Comercio Digital", "Agency for Digital Commerce Oversight");

        Assert.True((await RegisterAsync(story, entry, coordinator)).IsDone);
        Assert.True((await RegisterAsync(story, entry, coordinator)).IsDone); // A double click acts once.

        foreach (var words in (string[])["vigilancia digital", "DIGITAL oversight"])
        {
            var found = await story.CallAsync<AuthorityDirectory, AuthorityPage>(
                (directory, stop) => directory.SearchAsync(new AuthorityFilter { Search = words, Country = "ES" }, stop)
            );
            Assert.Single(found.Authorities, authority => authority.Id == entry.Id);
        }
    }

    [SkippableFact]
    public async Task Possible_duplicates_are_shown_before_registration()
    {
        var story = await platform.BeginAsync();
        var coordinator = await (await story.CoordinatorInAsync("FR")).EmploysAsync(Role.Administrator);
        var first = Entry("FR", "Autorité de régulation des marchés agricoles", "Agricultural Markets Authority");
        Assert.True((await RegisterAsync(story, first, coordinator)).IsDone);

        var twin = Entry("FR", "Autorite de regulation des MARCHES agricoles", "Farm Market Regulator");
        var outcome = await RegisterAsync(story, twin, coordinator);
        outcome.AssertRefused("registration.alike");
        var alike = await story.CallAsync<RegistrationService, IReadOnlyList<Authority>>((service, stop) => service.AlikeAsync(twin, coordinator.Actor, stop));
        Assert.Equal([first.Id], alike.Select(authority => authority.Id));
        Assert.True((await RegisterAsync(story, twin, coordinator, isAnother: true)).IsDone);

        Assert.True((await RegisterAsync(story, Entry("FR", "Office national des forêts", "Forest Office"), coordinator)).IsDone);
    }

    [SkippableFact]
    public async Task A_national_identifier_is_unique_in_its_country()
    {
        var story = await platform.BeginAsync();
        var spain = await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Administrator);
        var poland = await (await story.CoordinatorInAsync("PL")).EmploysAsync(Role.Administrator);
        var identifier = $"A-{Guid.CreateVersion7():N}";
        Assert.True((await RegisterAsync(story, Entry("ES", "Junta de Minas", "Mining Board") with { NationalIdentifier = identifier }, spain)).IsDone);

        var second = await RegisterAsync(
            story,
            Entry("ES", "Instituto del Vino", "Wine Institute") with
            {
                NationalIdentifier = $" {identifier} ",
            },
            spain,
            isAnother: true
        );
        Assert.Equal(["registration.identifier-taken"], second.Errors.Select(error => error.MessageKey));
        Assert.True((await RegisterAsync(story, Entry("PL", "Urząd Górniczy", "Mining Office") with { NationalIdentifier = identifier }, poland)).IsDone);
    }

    [SkippableFact]
    public async Task Errors_are_reported_at_their_fields()
    {
        var story = await platform.BeginAsync();
        var coordinator = await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Administrator);
        var entry = Entry("ES", " ", "") with { Languages = [], Email = "nobody@nowhere", Phone = new string('1', 201) };

        var outcome = await RegisterAsync(story, entry, coordinator);
        Assert.Equal(["names", "informal-title", "languages", "email", "phone"], outcome.Errors.Select(error => error.Field));
    }

    [SkippableFact]
    public async Task A_coordinator_registers_only_within_its_scope()
    {
        var story = await platform.BeginAsync();
        var delegated = await story.DelegatedCoordinatorInAsync("ES");
        var entry = Entry("ES", "Consejo de la Miel", "Honey Council");
        var strangers = new[]
        {
            await (await story.CoordinatorInAsync("FR")).EmploysAsync(Role.Administrator),
            await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Handler, Role.Referral, Role.Supervisor),
            await (await story.AuthorityInAsync("ES")).EmploysAsync(Role.Administrator),
            await (await story.AuthorityInAsync("EU")).EmploysForAllModulesAsync(Role.PolicyOfficer),
        };
        foreach (var stranger in strangers)
            (await RegisterAsync(story, entry, stranger)).AssertNotFound();

        var administrator = await delegated.EmploysAsync(Role.Administrator);
        (await RegisterAsync(story, entry with { Kind = AuthorityKind.DelegatedCoordinator }, administrator)).AssertNotFound();
        (await RegisterAsync(story, entry with { Kind = AuthorityKind.EuropeanCommission }, administrator)).AssertNotFound();
        Assert.True((await RegisterAsync(story, entry, administrator)).IsDone);
        (await RegisterAsync(story, entry with { Country = "UK" }, administrator)).AssertNotFound(); // Authorities of the United Kingdom can no longer act.
    }

    [SkippableFact]
    public async Task The_Commission_registers_a_missing_national_coordinator()
    {
        var story = await platform.BeginAsync();
        var commission = await (await story.BareAuthorityInAsync("EU")).EmploysForAllModulesAsync(Role.PolicyOfficer);
        await story.CoordinatorInAsync("ES");
        var places = await story.CallAsync<RegistrationService, IReadOnlyList<RegistrationPlace>>(
            (service, stop) => service.PlacesAsync(commission.Actor, stop)
        );
        Assert.DoesNotContain(places, place => place.Country is "ES" or "EU" or "UK");
        var free = places.First(place => place.Kinds.Contains(AuthorityKind.NationalCoordinator)).Country;

        var entry = Entry(free, "Ministry of the Interior Market", "National Coordination Office") with { Kind = AuthorityKind.NationalCoordinator };
        Assert.True((await RegisterAsync(story, entry, commission)).IsDone);
        (
            await RegisterAsync(story, Entry(free, "Second Ministry", "Second Office") with { Kind = AuthorityKind.NationalCoordinator }, commission)
        ).AssertNotFound();
    }

    [SkippableFact]
    public async Task An_administrator_corrects_its_entry_and_the_journal_records_the_changes()
    {
        var story = await platform.BeginAsync();
        var office = await story.AuthorityInAsync("ES");
        var (administrator, handler) = (await office.EmploysAsync(Role.Administrator), await office.EmploysAsync(Role.Handler));
        var entry = Entry("PL", "Oficina de Correos", "Post Office") with { Id = office.Id, Kind = AuthorityKind.NationalCoordinator };
        (await AmendAsync(story, entry, handler)).AssertNotFound();

        Assert.True((await AmendAsync(story, entry, administrator)).IsDone);
        var authority = (await story.CallAsync<AuthorityDirectory, Authority?>((directory, stop) => directory.FindAsync(office.Id, stop)))!;
        Assert.Equal(("ES", AuthorityKind.CompetentAuthority, "Oficina de Correos"), (authority.Country, authority.Kind, authority.NameFor("es")));
        var written = await story.CallAsync<ImiDbContext, string?>(
            (database, stop) =>
                database
                    .Set<JournalEntry>()
                    .Where(one => one.AuthorityId == office.Id && one.What == "authority-amended")
                    .Select(one => one.Detail)
                    .FirstOrDefaultAsync(stop)
        );
        Assert.Equal("names, informal-title, contact", written);
    }

    [SkippableFact]
    public async Task A_new_person_with_roles_can_act_at_once()
    {
        var story = await platform.BeginAsync();
        var office = await story.AuthorityInAsync("ES");
        var administrator = await office.EmploysAsync(Role.Administrator);
        var person = Person("Inés Vega", Role.Handler);

        (await AddAsync(story, office, person, administrator)).AssertDone();
        (await AddAsync(story, office, person, administrator)).AssertDone(); // A double click acts once.
        var actor = await story.CallAsync<UserService, Actor?>((people, stop) => people.ActorAsync(person.UserName.ToUpperInvariant(), stop));
        Assert.True((await new Officer(story, office, actor!).TriesToDraftAsync(null)).IsDone);
    }

    [SkippableFact]
    public async Task An_existing_person_is_identified_by_user_name_and_address()
    {
        var story = await platform.BeginAsync();
        var (first, second) = (await story.AuthorityInAsync("ES"), await story.AuthorityInAsync("FR"));
        var (spain, france) = (await first.EmploysAsync(Role.Administrator), await second.EmploysAsync(Role.Administrator));
        var person = Person("Luc Martin", Role.Supervisor);
        (await AddAsync(story, first, person, spain)).AssertDone();

        var impostor = await AddAsync(story, second, person with { Id = Guid.CreateVersion7(), Email = "other@example.org" }, france);
        Assert.Equal(["registration.user-name-taken"], impostor.Errors.Select(error => error.MessageKey));
        (await AddAsync(story, second, person with { Id = Guid.CreateVersion7() }, france)).AssertDone();
        var actor = await story.CallAsync<UserService, Actor?>((people, stop) => people.ActorAsync(person.UserName, stop));
        Assert.Equal(((Guid[])[first.Id, second.Id]).Order(), actor!.Grants.Select(grant => grant.AuthorityId).Order());
        (await AddAsync(story, second, Person("Nobody", Role.PolicyOfficer), france)).AssertNotFound();
        (await AddAsync(story, first, Person("Nobody", Role.Handler), france)).AssertNotFound();
    }

    private static AuthorityEntry Entry(string country, string name, string title) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Country = country,
            Names = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [
                    country switch
                    {
                        "FR" => "fr",
                        "PL" => "pl",
                        "ES" => "es",
                        _ => "en",
                    }
                ] = name,
            },
            InformalTitle = title,
            Languages = ["en"],
            Email = $"{Guid.CreateVersion7():N}@office.example",
        };

    private static NewPerson Person(string name, params Role[] roles)
    {
        var id = Guid.CreateVersion7();
        return new NewPerson(id, $"u-{id:N}", name, $"{id:N}@office.example", "es", roles.ToHashSet());
    }

    private static Task<Outcome> RegisterAsync(Story story, AuthorityEntry entry, Officer by, bool isAnother = false) =>
        story.CallAsync<RegistrationService, Outcome>((service, stop) => service.RegisterAsync(entry, isAnother, by.Actor, stop));

    private static Task<Outcome> AmendAsync(Story story, AuthorityEntry entry, Officer by) =>
        story.CallAsync<RegistrationService, Outcome>((service, stop) => service.AmendAsync(entry, by.Actor, stop));

    private static Task<Outcome> AddAsync(Story story, Office office, NewPerson person, Officer by) =>
        story.CallAsync<MandateService, Outcome>((service, stop) => service.AddPersonAsync(office.Id, Story.Module, person, by.Actor, stop));
}

public sealed class SqliteRegistrationStories(SqlitePlatform platform) : RegistrationStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlRegistrationStories(PostgreSqlPlatform platform) : RegistrationStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerRegistrationStories(SqlServerPlatform platform) : RegistrationStories(platform), IClassFixture<SqlServerPlatform>;
