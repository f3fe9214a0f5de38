using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Imi.Kernel.Tests.Stories;

/// <summary>A test scenario with its own authorities and officers, in which each call takes one minute.</summary>
internal sealed class Story(IServiceProvider services, FakeTimeProvider clock)
{
    public const string Module = "lost-property";
    public const string Procedure = "tracing";
    public const string Warning = "warning";

    /// <summary>The current time of the story.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The clock of the platform.</summary>
    public TimeProvider Clock => clock;

    /// <summary>The platform's texts.</summary>
    public PlatformTexts Texts => services.GetRequiredService<PlatformTexts>();

    /// <summary>Returns the module catalogue of another node on the same database that has no bundled modules.</summary>
    public ModuleCatalogue OnAnotherNode()
    {
        var catalogue = ModuleCatalogue.Load("nowhere");
        catalogue.Watch(services.GetRequiredService<IServiceScopeFactory>(), clock);
        return catalogue;
    }

    /// <summary>Returns a procedure of the stories' module.</summary>
    public Procedure ProcedureOf(string name) => services.GetRequiredService<ModuleCatalogue>().Procedure(Module, name)!;

    /// <summary>Advances the clock by seconds.</summary>
    public void AdvanceSeconds(int seconds) => clock.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Sets the clock to 09:00 UTC of a day, forward or back.</summary>
    public void SetDate(DateOnly day) => clock.AdjustTime(new DateTimeOffset(day, new TimeOnly(9, 0), TimeSpan.Zero));

    /// <summary>Creates a handler of a new authority that may send and receive requests.</summary>
    public async Task<Officer> HandlerInAsync(string country) => await (await AuthorityInAsync(country)).EmploysAsync(Role.Handler);

    /// <summary>Creates an authority that may send and receive requests.</summary>
    /// <param name="country">Its country.</param>
    /// <param name="mandate">Configures its mandates in both capacities; null for the defaults.</param>
    public Task<Office> AuthorityInAsync(string country, Action<Mandate>? mandate = null) =>
        RegisterAsync(
            country,
            AuthorityKind.CompetentAuthority,
            authority =>
            {
                foreach (var capacity in (Capacity[])[Capacity.Sender, Capacity.Recipient])
                {
                    var granted = new Mandate(Module, Procedure, capacity);
                    mandate?.Invoke(granted);
                    authority.Grant(granted);
                }
            }
        );

    /// <summary>Creates an authority without mandates.</summary>
    public Task<Office> BareAuthorityInAsync(string country) => RegisterAsync(country, AuthorityKind.CompetentAuthority, _ => { });

    /// <summary>Returns the same person with the current roles.</summary>
    public async Task<Officer> SignsInAgainAsync(Officer officer) =>
        new(this, officer.Office, (await CallAsync<UserService, Actor?>((people, stop) => people.ActorAsync(officer.Id, stop)))!);

    /// <summary>Creates a national coordinator.</summary>
    public Task<Office> CoordinatorInAsync(string country) =>
        RegisterAsync(country, AuthorityKind.NationalCoordinator, authority => authority.Grant(new Mandate(Module, Procedure, Capacity.Coordinator)));

    /// <summary>Creates a delegated coordinator.</summary>
    public Task<Office> DelegatedCoordinatorInAsync(string country) =>
        RegisterAsync(country, AuthorityKind.DelegatedCoordinator, authority => authority.Grant(new Mandate(Module, Procedure, Capacity.Coordinator)));

    /// <summary>Creates an authority that takes part in warnings.</summary>
    /// <param name="country">Its country; EU for the European Commission.</param>
    /// <param name="capacity">The capacity granted in addition to that of a sender.</param>
    /// <param name="mandate">Configures its mandates; null for the defaults.</param>
    public Task<Office> WarningAuthorityInAsync(string country, Capacity capacity, Action<Mandate>? mandate = null) =>
        RegisterAsync(
            country,
            country == "EU" ? AuthorityKind.EuropeanCommission : AuthorityKind.CompetentAuthority,
            authority =>
            {
                foreach (var held in (Capacity[])[Capacity.Sender, capacity])
                {
                    var granted = new Mandate(Module, Warning, held);
                    mandate?.Invoke(granted);
                    authority.Grant(granted);
                }

                authority.Grant(new Mandate(Module, Procedure, Capacity.Sender));
            }
        );

    /// <summary>Creates a person with roles at an authority.</summary>
    public Task<Officer> EmployAsync(Office office, params Role[] roles) => EmployAsync(office, Module, roles);

    /// <summary>Creates a person with roles at an authority in a module; an empty module means all modules.</summary>
    public async Task<Officer> EmployAsync(Office office, string module, Role[] roles)
    {
        var id = NewId();
        var user = new ImiUser(id, $"user-{id:N}", $"Officer {id:N}", $"{id:N}@example.org", "en");
        foreach (var role in roles)
            user.Grant(office.Id, module, role);
        await DatabaseAsync(database =>
        {
            database.Set<ImiUser>().Add(user);
            return database.SaveChangesAsync();
        });
        var actor = await CallAsync<UserService, Actor?>((people, stop) => people.ActorAsync(id, stop));
        return new Officer(this, office, actor!);
    }

    /// <summary>Calls a service as one request would: in its own scope, one minute later.</summary>
    public async Task<TResult> CallAsync<TService, TResult>(Func<TService, CancellationToken, Task<TResult>> ask)
        where TService : notnull
    {
        clock.Advance(TimeSpan.FromMinutes(1));
        return await CallInSameMinuteAsync(ask);
    }

    /// <summary>Calls a service in its own scope without advancing the clock.</summary>
    public async Task<TResult> CallInSameMinuteAsync<TService, TResult>(Func<TService, CancellationToken, Task<TResult>> ask)
        where TService : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<TService>(), CancellationToken.None);
    }

    /// <summary>Runs work with the services of a new scope.</summary>
    public async Task<TResult> UseServicesAsync<TResult>(Func<IServiceProvider, Task<TResult>> work)
    {
        await using var scope = services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    /// <summary>Runs retention as the background job does, or as an operator who confirms the clock.</summary>
    public Task<RetentionReport> RunRetentionAsync(bool confirmed = true) =>
        CallAsync<RetentionSweepService, RetentionReport>((engine, stop) => engine.RunAsync(new RetentionOrder { IsConfirmed = confirmed }, null, stop));

    /// <summary>Runs retention on a full database.</summary>
    public async Task<RetentionReport> RunRetentionOnFullDiskAsync()
    {
        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ImiDbContext>();
        await database.Database.OpenConnectionAsync();

        // Blocking frees more space than it needs, so a trigger fills it at once.
        await database.Database.ExecuteSqlRawAsync(
            """
            CREATE TABLE "Others" ("Bytes" BLOB);
            CREATE TRIGGER "filling" AFTER INSERT ON "Ledger" BEGIN INSERT INTO "Others" VALUES (zeroblob(1000000)); END
            """
        );
        await database.Database.ExecuteSqlRawAsync("PRAGMA max_page_count = 1");
        var report = await scope
            .ServiceProvider.GetRequiredService<RetentionSweepService>()
            .RunAsync(new RetentionOrder { IsConfirmed = true }, null, CancellationToken.None);
        await database.Database.ExecuteSqlRawAsync("PRAGMA max_page_count = 1073741823; DROP TRIGGER \"filling\"; DROP TABLE \"Others\"");
        return report;
    }

    /// <summary>Accesses the database directly.</summary>
    public async Task<TResult> DatabaseAsync<TResult>(Func<ImiDbContext, Task<TResult>> look)
    {
        await using var scope = services.CreateAsyncScope();
        return await look(scope.ServiceProvider.GetRequiredService<ImiDbContext>());
    }

    /// <summary>Returns the content of pending mails of one kind.</summary>
    public async Task<IReadOnlyList<TMail>> MailsAsync<TService, TMail>(
        Func<TService, IReadOnlyCollection<Guid>, CancellationToken, Task<IReadOnlyList<TMail>>> read
    )
        where TService : notnull
    {
        var ids = await DatabaseAsync(database => OutboxQueueService.Waiting(database).OrderBy(mail => mail.Id).Select(mail => mail.Id).ToListAsync());
        return await CallInSameMinuteAsync<TService, IReadOnlyList<TMail>>((service, stop) => read(service, ids, stop));
    }

    private async Task<Office> RegisterAsync(string country, AuthorityKind kind, Action<Authority> setUp)
    {
        var id = NewId();
        var authority = new Authority(id, $"{country}-{id:N}", country, kind, $"Lost property office {id:N}", ["en"]);
        setUp(authority);
        await DatabaseAsync(database =>
        {
            database.Set<Authority>().Add(authority);
            return database.SaveChangesAsync();
        });
        return new Office(this, id);
    }

    private Guid NewId() => Guid.CreateVersion7(clock.GetUtcNow());
}

/// <summary>An authority of a story.</summary>
internal sealed record Office(Story Story, Guid Id)
{
    /// <summary>Employs a person with these roles, or with no permissions if empty.</summary>
    public Task<Officer> EmploysAsync(params Role[] roles) => Story.EmployAsync(this, roles);

    /// <summary>Employs a person with a role for all modules.</summary>
    public Task<Officer> EmploysForAllModulesAsync(Role role) => Story.EmployAsync(this, "", [role]);
}
