using System.Globalization;
using Bogus;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Modules.Contracts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.SeedData;

/// <summary>
/// Generates many authorities and exchanges for performance measurements, with real encryption and the kernel's list data. The same numbers give the same data.
/// No journal is written, because measurements of what officers see do not need it.
/// </summary>
public static class ScaleData
{
    /// <summary>A request handler of one of the authorities.</summary>
    public const string Officer = "scale.officer";

    /// <summary>A referral handler of the coordinator of all authorities, whose lists are the longest.</summary>
    public const string Coordinator = "scale.coordinator";

    private const int Seed = 20131125;
    private const int BatchSize = 2_000;
    private const int PeopleOfTwoAuthorities = 7; // As in the real network.

    /// <summary>Short enough that retention warns of nothing and blocks nothing, so that the measured data stay as generated.</summary>
    private static readonly TimeSpan Span = TimeSpan.FromDays(120);

    /// <summary>Adds authorities and exchanges. Call it once for a database.</summary>
    /// <param name="services">The platform.</param>
    /// <param name="exchanges">The number of exchanges.</param>
    /// <param name="authorities">The number of authorities.</param>
    /// <param name="progress">Receives the number of exchanges added so far.</param>
    /// <param name="cancellationToken">Cancels the seeding.</param>
    public static async Task SeedAsync(IServiceProvider services, int exchanges, int authorities, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        await using (var scope = services.CreateAsyncScope())
            await DemonstrationNetwork.SeedRegistryAsync(
                scope.ServiceProvider.GetRequiredService<ImiDbContext>(),
                services.GetRequiredService<TimeProvider>(),
                cancellationToken
            );
        var catalogue = services.GetRequiredService<ModuleCatalogue>();
        var procedure = catalogue
            .Modules.OrderBy(module => module.Pilot?.Launched ?? DateOnly.MaxValue) // The oldest module, so that measurements stay comparable.
            .SelectMany(module => module.Procedures)
            .First(one => one.Kind == ProcedureKind.Request);
        var version = catalogue.Find(procedure.Module)!.Version;
        var faker = new Faker("en") { Random = new Randomizer(Seed) };
        var network = await AddNetworkAsync(services, procedure, authorities, faker, now, cancellationToken);
        await AddExchangesAsync(services, procedure, version, network, exchanges, now, progress, cancellationToken);
    }

    /// <summary>Generates on every processor and writes on one connection, many exchanges in a transaction.</summary>
    private static async Task AddExchangesAsync(
        IServiceProvider services,
        Procedure procedure,
        string version,
        Network network,
        int exchanges,
        DateTimeOffset now,
        IProgress<int>? progress,
        CancellationToken cancellationToken
    )
    {
        var protection = services.GetRequiredService<IDataProtectionProvider>();
        var words = new ScaleWords(procedure.Form, Seed);
        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ImiDbContext>();
        await database.Database.OpenConnectionAsync(cancellationToken);
        await HurryAsync(database, cancellationToken);
        await using var rows = new BulkInsert(database);
        var next = Make(0);
        for (var first = 0; first < exchanges; first += BatchSize)
        {
            var made = await next;
            next = Make(first + BatchSize); // The processors generate these while the ones before are written.
            await database.WriteAsync(
                async stop =>
                {
                    foreach (var row in made.SelectMany(entities => entities))
                        await rows.AddAsync(row, stop);
                    return true;
                },
                cancellationToken
            );
            progress?.Report(first + made.Length);
        }

        Task<IReadOnlyList<object>[]> Make(int first) =>
            Task.Run(
                () =>
                {
                    var made = new IReadOnlyList<object>[Math.Clamp(exchanges - first, 0, BatchSize)];
                    var exchange = new ScaleExchange(procedure, version, network.Retention, words, protection);
                    Parallel.For(
                        0,
                        made.Length,
                        index =>
                        {
                            var number = first + index + 1;
                            made[index] = exchange.Make(network, now - (Span * (1 - (number / (double)exchanges))), number);
                        }
                    );
                    return made;
                },
                cancellationToken
            );
    }

    /// <summary>
    /// Lets SQLite keep the indexes in memory and leave the time of writing to the operating system, for this connection. Generated data need not survive
    /// a loss of power.
    /// </summary>
    private static async Task HurryAsync(ImiDbContext database, CancellationToken cancellationToken)
    {
        if (database.Database.ProviderName?.EndsWith("Sqlite", StringComparison.Ordinal) == true)
            await database.Database.ExecuteSqlRawAsync("PRAGMA synchronous = OFF; PRAGMA cache_size = -500000;", cancellationToken);
    }

    private static async Task<Network> AddNetworkAsync(
        IServiceProvider services,
        Procedure procedure,
        int count,
        Faker faker,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ImiDbContext>();
        var countries = await database
            .Set<Country>()
            .Where(country => country.MemberUntil == null && country.Code != "EU")
            .OrderBy(country => country.Code)
            .ToListAsync(cancellationToken);
        var coordinator = New("scale-coordinator", countries[0].Code, AuthorityKind.DelegatedCoordinator, faker, now)
            .Grant(new Mandate(procedure.Module, procedure.Name, Capacity.Coordinator));
        var members = Enumerable
            .Range(1, count)
            .Select(number =>
                New(
                        string.Create(CultureInfo.InvariantCulture, $"scale-{number:D6}"),
                        countries[number % countries.Count].Code,
                        AuthorityKind.CompetentAuthority,
                        faker,
                        now
                    )
                    .Grant(new Mandate(procedure.Module, procedure.Name, Capacity.Sender).CoordinatedBy(coordinator.Id))
                    .Grant(new Mandate(procedure.Module, procedure.Name, Capacity.Recipient).CoordinatedBy(coordinator.Id))
            )
            .ToList();
        var officer = new ImiUser(Guid.CreateVersion7(now), Officer, "Scale Officer", "scale.officer@imi.example", "en").Grant(
            members[0].Id,
            procedure.Module,
            Role.Handler
        );
        var referral = new ImiUser(Guid.CreateVersion7(now), Coordinator, "Scale Coordinator", "scale.coordinator@imi.example", "en").Grant(
            coordinator.Id,
            procedure.Module,
            Role.Referral
        );
        await database.WriteAsync(
            _ =>
            {
                database.Set<Authority>().Add(coordinator);
                database.Set<Authority>().AddRange(members);
                database.Set<ImiUser>().AddRange(officer, referral);
                return Task.FromResult(true);
            },
            cancellationToken
        );
        await AddPeopleAsync(database, members, procedure.Module, faker, now, cancellationToken);
        return new Network(members, coordinator.Id, officer.Id, services.GetRequiredService<ModuleCatalogue>().Find(procedure.Module)!.Retention);
    }

    /// <summary>Adds people with the roles of everyday work: handlers, and an allocator, a supervisor or an administrator of each authority.</summary>
    private static async Task AddPeopleAsync(
        ImiDbContext database,
        IReadOnlyList<Authority> members,
        string module,
        Faker faker,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        Role[] roles = [Role.Handler, Role.Allocator, Role.Handler, Role.Supervisor, Role.Handler, Role.Administrator, Role.Handler];
        foreach (var numbers in Enumerable.Range(0, members.Count * PeopleOfTwoAuthorities / 2).Chunk(BatchSize))
        {
            await database.WriteAsync(
                _ =>
                {
                    database.Set<ImiUser>().AddRange(numbers.Select(Person));
                    return Task.FromResult(true);
                },
                cancellationToken
            );
            database.ChangeTracker.Clear();
        }

        ImiUser Person(int number)
        {
            var code = string.Create(CultureInfo.InvariantCulture, $"scale-person-{number:D6}");
            var authority = members[number % members.Count].Id;
            return new ImiUser(Guid.CreateVersion7(now), code, faker.Name.FullName(), $"{code}@imi.example", "en").Grant(
                authority,
                module,
                roles[number % roles.Length]
            );
        }
    }

    private static Authority New(string code, string country, AuthorityKind kind, Faker faker, DateTimeOffset now)
    {
        var name = $"{faker.Company.CompanyName()} Authority";
        return new Authority(Guid.CreateVersion7(now), code, country, kind, name, ["en"])
            .Named("en", name)
            .ReachedAt($"{code}@imi.example", "+00 000 000", faker.Address.City());
    }
}
