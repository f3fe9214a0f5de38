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

/// <summary>A story of authorities of its own and of what their officers do, one minute after another.</summary>
internal sealed class Story(IServiceProvider services, FakeTimeProvider clock)
{
    public const string Module = "lost-property";
    public const string Procedure = "tracing";
    public const string Warning = "warning";

    /// <summary>The time that it is.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The clock of the platform.</summary>
    public TimeProvider Clock => clock;

    /// <summary>What the platform says.</summary>
    public PlatformTexts Texts => services.GetRequiredService<PlatformTexts>();

    /// <summary>The modules as another node on the same database knows them: it came with none of its own.</summary>
    public ModuleCatalogue OnAnotherNode()
    {
        var catalogue = ModuleCatalogue.Load("nowhere");
        catalogue.Watch(services.GetRequiredService<IServiceScopeFactory>(), clock);
        return catalogue;
    }

    /// <summary>A procedure of the stories' module.</summary>
    public Procedure ProcedureOf(string name) => services.GetRequiredService<ModuleCatalogue>().Procedure(Module, name)!;

    /// <summary>Lets seconds pass.</summary>
    public void SecondsPass(int seconds) => clock.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Lets time pass, forward or to another time altogether.</summary>
    public void ItIs(DateOnly day) => clock.AdjustTime(new DateTimeOffset(day, new TimeOnly(9, 0), TimeSpan.Zero));

    /// <summary>An authority that may send and be asked, and a request handler who works there.</summary>
    public async Task<Officer> HandlerInAsync(string country) => await (await AuthorityInAsync(country)).EmploysAsync(Role.Handler);

    /// <summary>An authority that may send and be asked.</summary>
    /// <param name="country">Its country.</param>
    /// <param name="mandate">Its set-up in both capacities; null for nothing beside the mandate.</param>
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

    /// <summary>An authority that was granted nothing yet.</summary>
    public Task<Office> BareAuthorityInAsync(string country) => RegisterAsync(country, AuthorityKind.CompetentAuthority, _ => { });

    /// <summary>The same person with the roles held now.</summary>
    public async Task<Officer> SignsInAgainAsync(Officer officer) =>
        new(this, officer.Office, (await AskAsync<UserService, Actor?>((people, stop) => people.ActorAsync(officer.Id, stop)))!);

    /// <summary>A coordinator.</summary>
    public Task<Office> CoordinatorInAsync(string country) =>
        RegisterAsync(country, AuthorityKind.NationalCoordinator, authority => authority.Grant(new Mandate(Module, Procedure, Capacity.Coordinator)));

    /// <summary>A coordinator that its national coordinator has delegated to.</summary>
    public Task<Office> DelegatedCoordinatorInAsync(string country) =>
        RegisterAsync(country, AuthorityKind.DelegatedCoordinator, authority => authority.Grant(new Mandate(Module, Procedure, Capacity.Coordinator)));

    /// <summary>An authority that takes part in warnings.</summary>
    /// <param name="country">Its country; EU for the European Commission.</param>
    /// <param name="capacity">As what it takes part, beside sending where its country may.</param>
    /// <param name="mandate">Its set-up; null for nothing beside the mandate.</param>
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

    /// <summary>A person with roles at an authority.</summary>
    public Task<Officer> EmployAsync(Office office, params Role[] roles) => EmployAsync(office, Module, roles);

    /// <summary>A person with roles at an authority in a module; in none, for roles that are for all of them.</summary>
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
        var actor = await AskAsync<UserService, Actor?>((people, stop) => people.ActorAsync(id, stop));
        return new Officer(this, office, actor!);
    }

    /// <summary>Asks a desk as one request of a page or the API would: in a scope of its own, a minute later.</summary>
    public async Task<TResult> AskAsync<TDesk, TResult>(Func<TDesk, CancellationToken, Task<TResult>> ask)
        where TDesk : notnull
    {
        clock.Advance(TimeSpan.FromMinutes(1));
        return await AskAtOnceAsync(ask);
    }

    /// <summary>Asks a desk within the same minute.</summary>
    public async Task<TResult> AskAtOnceAsync<TDesk, TResult>(Func<TDesk, CancellationToken, Task<TResult>> ask)
        where TDesk : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<TDesk>(), CancellationToken.None);
    }

    /// <summary>Works with the parts of which a desk is made.</summary>
    public async Task<TResult> PartsAsync<TResult>(Func<IServiceProvider, Task<TResult>> work)
    {
        await using var scope = services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    /// <summary>Runs retention as the platform does by itself, or as an operator who answers for the clock.</summary>
    public Task<RetentionReport> RetentionRunsAsync(bool confirmed = true) =>
        AskAsync<RetentionSweepService, RetentionReport>((engine, stop) => engine.RunAsync(new RetentionOrder { IsConfirmed = confirmed }, null, stop));

    /// <summary>Runs retention on a database that has no room for more.</summary>
    public async Task<RetentionReport> RetentionRunsWithFullDiskAsync()
    {
        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ImiDbContext>();
        await database.Database.OpenConnectionAsync();

        // Hiding frees more room than it takes: somebody else takes it at once.
        await database.Database.ExecuteSqlRawAsync(
            "CREATE TABLE \"Others\" (\"Bytes\" BLOB); CREATE TRIGGER \"filling\" AFTER INSERT ON \"Ledger\" BEGIN INSERT INTO \"Others\" VALUES (zeroblob(1000000)); END"
        );
        await database.Database.ExecuteSqlRawAsync("PRAGMA max_page_count = 1");
        var report = await scope
            .ServiceProvider.GetRequiredService<RetentionSweepService>()
            .RunAsync(new RetentionOrder { IsConfirmed = true }, null, CancellationToken.None);
        await database.Database.ExecuteSqlRawAsync("PRAGMA max_page_count = 1073741823; DROP TRIGGER \"filling\"; DROP TABLE \"Others\"");
        return report;
    }

    /// <summary>Looks into the database past the desks.</summary>
    public async Task<TResult> DatabaseAsync<TResult>(Func<ImiDbContext, Task<TResult>> look)
    {
        await using var scope = services.CreateAsyncScope();
        return await look(scope.ServiceProvider.GetRequiredService<ImiDbContext>());
    }

    /// <summary>What the mails that wait tell.</summary>
    public async Task<IReadOnlyList<TMail>> MailsAsync<TDesk, TMail>(Func<TDesk, IReadOnlyCollection<Guid>, CancellationToken, Task<IReadOnlyList<TMail>>> read)
        where TDesk : notnull
    {
        var ids = await DatabaseAsync(database => OutboxQueueService.Waiting(database).OrderBy(mail => mail.Id).Select(mail => mail.Id).ToListAsync());
        return await AskAtOnceAsync<TDesk, IReadOnlyList<TMail>>((desk, stop) => read(desk, ids, stop));
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
    /// <summary>Employs a person with these roles; with none, somebody who may do nothing.</summary>
    public Task<Officer> EmploysAsync(params Role[] roles) => Story.EmployAsync(this, roles);

    /// <summary>Employs a person with a role that is held in no module, for all of them.</summary>
    public Task<Officer> EmploysForAllModulesAsync(Role role) => Story.EmployAsync(this, "", [role]);
}
