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
    private const int BatchSize = 500;

    /// <summary>Short enough that retention warns of nothing and blocks nothing, so that the measured data stay as generated.</summary>
    private static readonly TimeSpan Span = TimeSpan.FromDays(120);

    /// <summary>Adds authorities and exchanges. Call it once for a database.</summary>
    /// <param name="services">The platform.</param>
    /// <param name="at">Creates the platform with another clock.</param>
    /// <param name="exchanges">The number of exchanges.</param>
    /// <param name="authorities">The number of authorities.</param>
    /// <param name="progress">Receives the number of exchanges added so far.</param>
    /// <param name="cancellationToken">Cancels the seeding.</param>
    public static async Task SeedAsync(
        IServiceProvider services,
        Func<TimeProvider, ServiceProvider> at,
        int exchanges,
        int authorities,
        IProgress<int>? progress,
        CancellationToken cancellationToken
    )
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
        var clock = new SettableTime(now);
        await using var platform = at(clock);
        for (var done = 0; done < exchanges; done += BatchSize)
        {
            await using var opened = platform.CreateAsyncScope();
            var scope = opened.ServiceProvider;
            var count = Math.Min(BatchSize, exchanges - done);
            var first = done;
            var database = scope.GetRequiredService<ImiDbContext>();
            database.ChangeTracker.AutoDetectChangesEnabled = false;
            await database.WriteAsync(
                _ =>
                {
                    for (var index = 0; index < count; index++)
                    {
                        clock.Now = now - (Span * (1 - ((first + index + 1) / (double)exchanges)));
                        AddExchange(scope, database, procedure, version, network, faker, clock, first + index + 1);
                    }

                    return Task.FromResult(true);
                },
                cancellationToken
            );
            progress?.Report(done + count);
        }
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
        return new Network(members, coordinator.Id, officer.Id, services.GetRequiredService<ModuleCatalogue>().Find(procedure.Module)!.Retention);
    }

    private static Authority New(string code, string country, AuthorityKind kind, Faker faker, DateTimeOffset now)
    {
        var name = $"{faker.Company.CompanyName()} Authority";
        return new Authority(Guid.CreateVersion7(now), code, country, kind, name, ["en"])
            .Named("en", name)
            .ReachedAt($"{code}@imi.example", "+00 000 000", faker.Address.City());
    }

    private static void AddExchange(
        IServiceProvider scope,
        ImiDbContext database,
        Procedure procedure,
        string version,
        Network network,
        Faker faker,
        SettableTime clock,
        int number
    )
    {
        var sender = faker.Random.ListItem(network.Members);
        var recipient = faker.Random.ListItem(network.Members);
        while (recipient.Country == sender.Country && network.Members.Count > 1)
            recipient = network.Members[(network.Members.IndexOf(recipient) + 1) % network.Members.Count];
        var moment = clock.Now.UtcDateTime;
        var exchange = new Exchange(Guid.CreateVersion7(clock.Now), procedure, version, sender.Id, sender.Country, "en", network.Person, moment);
        exchange.Join(sender.Id, ParticipationCapacity.Sender);
        exchange.Join(network.Coordinator, ParticipationCapacity.CoordinatorOfSender);
        exchange.HandTo(
            new Candidate(recipient.Id, recipient.Country, recipient.Mandates.First(mandate => mandate.Capacity == Capacity.Recipient), Standing.Good)
        );
        var state = StateFor(procedure, faker);
        if (state.Phase != Phase.Draft)
        {
            exchange.NumberAs(string.Create(CultureInfo.InvariantCulture, $"{procedure.Code}-{moment.Year}-S{number:D6}"));
            exchange.MarkSent(moment);
            exchange.WantReplyBy(DeadlineCalendar.DayOf(moment).AddDays(faker.Random.Int(20, 60)));
        }

        exchange.Reach(procedure, state, network.Retention, moment);
        database.Set<Exchange>().Add(exchange);
        using var cipher = scope.GetRequiredService<ExchangeVault>().Create(exchange.Id);
        var content = scope.GetRequiredService<ContentStore>();
        var answers = AnswersOf(procedure.Form, faker, exchange.ReplyBy);
        content.Add(exchange, cipher, ContentKind.Form, procedure.Form.Name, answers.ToJson(), "en", network.Person, sender.Id);
        content.Name(exchange, procedure, cipher, answers);
        database
            .Set<TimelineEntry>()
            .Add(
                new TimelineEntry(Guid.CreateVersion7(clock.Now), exchange.Id, KernelActions.Create, "", state.Name, network.Person, sender.Id, moment)
                {
                    Revision = exchange.Revision,
                }
            );
    }

    /// <summary>Chooses a state: most exchanges are closed, as in any archive, and few are drafts.</summary>
    private static StateDefinition StateFor(Procedure procedure, Faker faker)
    {
        var phase = faker.Random.Double() switch
        {
            < 0.02 => Phase.Draft,
            < 0.25 => Phase.Open,
            _ => Phase.Closed,
        };
        return faker.Random.ListItem(procedure.States.Where(state => state.Phase == phase).ToList());
    }

    private static Answers AnswersOf(Form form, Faker faker, DateOnly? replyBy)
    {
        var answers = Answers.None;
        foreach (var field in form.Elements.Values.OfType<Field>().Where(field => field.Required.Always))
        {
            answers = answers.With(
                field.Name,
                field.Type switch
                {
                    FieldType.Text => faker.Company.CompanyName(),
                    FieldType.LongText => faker.Lorem.Paragraph(),
                    FieldType.Choice or FieldType.MultipleChoice => faker.Random.ListItem(field.Options.ToList()),
                    FieldType.YesNo => "no",
                    FieldType.Date => (replyBy ?? new DateOnly(2030, 1, 1)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    FieldType.Country => "ES",
                    FieldType.Language => "en",
                    FieldType.WebAddress => $"https://{faker.Internet.DomainWord()}.example",
                    FieldType.Email => $"{faker.Internet.UserName()}@shop.example",
                    _ => "1",
                }
            );
        }

        return answers;
    }

    private sealed record Network(List<Authority> Members, Guid Coordinator, Guid Person, RetentionPeriods Retention);
}
