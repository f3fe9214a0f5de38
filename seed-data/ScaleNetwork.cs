using System.Globalization;
using Bogus;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Registration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.SeedData;

/// <summary>
/// Generates a network of the size of the real IMI, beside the demonstration network: authorities of every country with names in its languages and scripts,
/// regions, mandates and competences, and people with roles. The same numbers give the same network.
/// </summary>
public static class ScaleNetwork
{
    /// <summary>A request handler of one of the authorities.</summary>
    public const string Officer = "scale.handler";

    /// <summary>A local data administrator of the national coordinator of the country with the most authorities.</summary>
    public const string Coordinator = "scale.administrator";

    /// <summary>The country with the most authorities: at least every fifth.</summary>
    public const string LargeCountry = "DE";

    private const int Seed = 20210611;
    private const int BatchSize = 500;

    private static readonly string[] Fields =
    [
        "consumer",
        "market",
        "transport",
        "health",
        "trade",
        "construction",
        "tourism",
        "energy",
        "crafts",
        "education",
    ];

    /// <summary>Names of offices by country, if the generator has the language; other countries get English names.</summary>
    private static readonly IReadOnlyDictionary<string, (string Language, string Locale, string[] Offices)> Words = new Dictionary<
        string,
        (string, string, string[])
    >(StringComparer.Ordinal)
    {
        ["DE"] = ("de", "de", ["Amt für Verbraucherschutz", "Gewerbeaufsicht", "Landesdirektion Verkehr", "Gesundheitsamt", "Handelskammer", "Bauordnungsamt"]),
        ["AT"] = ("de", "de", ["Bezirkshauptmannschaft", "Wirtschaftskammer", "Gesundheitsbehörde"]),
        ["FR"] = ("fr", "fr", ["Direction de la protection des consommateurs", "Préfecture", "Agence régionale de santé", "Chambre de métiers"]),
        ["ES"] = ("es", "es", ["Dirección de Consumo", "Inspección de Comercio", "Consejería de Sanidad", "Cámara de Oficios"]),
        ["IT"] = ("it", "it", ["Ufficio tutela consumatori", "Ispettorato del commercio", "Azienda sanitaria", "Camera di commercio"]),
        ["PL"] = ("pl", "pl", ["Inspekcja Handlowa", "Urząd Wojewódzki", "Rzecznik Konsumentów", "Izba Rzemieślnicza"]),
        ["NL"] = ("nl", "nl", ["Dienst Consument en Markt", "Gemeente", "Inspectie Gezondheidszorg"]),
        ["SE"] = ("sv", "sv", ["Länsstyrelsen", "Konsumentnämnden", "Hälsomyndigheten"]),
        ["PT"] = ("pt", "pt_PT", ["Direção do Consumidor", "Câmara Municipal", "Inspeção do Comércio"]),
        ["RO"] = ("ro", "ro", ["Comisariatul pentru Protecția Consumatorilor", "Direcția de Comerț", "Prefectura"]),
        ["SK"] = ("sk", "sk", ["Obchodná inšpekcia", "Okresný úrad", "Úrad zdravotníctva"]),
        ["CZ"] = ("cs", "cz", ["Obchodní inspekce", "Krajský úřad", "Živnostenský úřad"]),
        ["EL"] = ("el", "el", ["Διεύθυνση Προστασίας Καταναλωτή", "Περιφερειακή Υπηρεσία Εμπορίου", "Υπηρεσία Υγείας", "Επιμελητήριο"]),
        ["CY"] = ("el", "el", ["Υπηρεσία Καταναλωτή", "Τμήμα Εμπορίου", "Υπηρεσία Υγείας"]),
        ["BG"] = ("bg", "ru", ["Комисия за защита на потребителите", "Областна управа", "Здравна инспекция"]),
    };

    /// <summary>Adds the network. Call it once for a database, with or without the demonstration's registry.</summary>
    /// <param name="services">The platform.</param>
    /// <param name="authorities">The number of authorities.</param>
    /// <param name="people">The number of people.</param>
    /// <param name="progress">Receives the number of authorities and people added so far.</param>
    /// <param name="cancellationToken">Cancels the seeding.</param>
    public static async Task SeedAsync(IServiceProvider services, int authorities, int people, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        await using (var scope = services.CreateAsyncScope())
            await DemonstrationNetwork.SeedRegistryAsync(
                scope.ServiceProvider.GetRequiredService<ImiDbContext>(),
                services.GetRequiredService<TimeProvider>(),
                cancellationToken
            );
        var (places, national) = await PlacesAsync(services, cancellationToken);
        var faker = new Faker("en") { Random = new Randomizer(Seed) };
        var modules = services.GetRequiredService<ModuleCatalogue>().Modules.OrderBy(module => module.Name, StringComparer.Ordinal).ToList();
        national = await CoordinatedAsync(services, national, modules, now, cancellationToken);
        var ids = new List<Guid>();
        foreach (var batch in Entries(authorities, places).Chunk(BatchSize))
        {
            var added = batch.Select(entry => Build(entry, modules, national.GetValueOrDefault(entry.Country), faker, now, ids.Count)).ToList();
            ids.AddRange(added.Select(one => one.Id));
            await AddAsync(services, added, cancellationToken);
            progress?.Report(ids.Count);
        }

        await AddAsync(
            services,
            [
                new ImiUser(OrderedId.Next(now), Officer, "Scale Handler", "scale.handler@imi.example", "en").Grant(ids[0], modules[0].Name, Role.Handler),
                new ImiUser(OrderedId.Next(now), Coordinator, "Scale Administrator", "scale.administrator@imi.example", "en").Grant(
                    national[LargeCountry],
                    modules[0].Name,
                    Role.Administrator
                ),
            ],
            cancellationToken
        );
        foreach (var batch in Enumerable.Range(0, people).Chunk(BatchSize))
        {
            await AddAsync(services, [.. batch.Select(number => Person(number, ids[number % ids.Count], modules, faker, now))], cancellationToken);
            progress?.Report(ids.Count + batch[^1] + 1);
        }
    }

    /// <summary>Generates authorities as the rows of an import table would define them.</summary>
    /// <param name="count">The number of authorities.</param>
    /// <param name="countries">The countries, with the codes of their regions.</param>
    public static IEnumerable<AuthorityEntry> Entries(
        int count,
        IReadOnlyList<(string Country, IReadOnlyList<string> Languages, IReadOnlyList<string> Regions)> countries
    )
    {
        var random = new Randomizer(Seed);
        var large = countries.FirstOrDefault(one => one.Country == LargeCountry);
        var fakers = Words
            .Values.Select(one => one.Locale)
            .Append("en")
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(locale => locale, locale => new Faker(locale) { Random = random }, StringComparer.Ordinal);
        for (var number = 1; number <= count; number++)
        {
            var place = number % 5 == 0 && large.Country is not null ? large : countries[number % countries.Count];
            var (language, locale, offices) = Words.TryGetValue(place.Country, out var own)
                ? own
                : (place.Languages[0], "en", ["Consumer Office", "Trade Inspectorate", "Health Board"]);
            var city = fakers[locale].Address.City();
            var field = random.ArrayElement(Fields);
            yield return new AuthorityEntry
            {
                Id = OrderedId.Next(DateTimeOffset.UnixEpoch.AddYears(50)),
                Country = place.Country,
                NationalIdentifier = string.Create(CultureInfo.InvariantCulture, $"S-{number:D6}"),
                Names = new Dictionary<string, string>(StringComparer.Ordinal) { [language] = $"{random.ArrayElement(offices)} {city} {number}" },
                InformalTitle = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{char.ToUpperInvariant(field[0])}{field[1..]} office {number} of {fakers["en"].Address.City()}"
                ),
                Region = place.Regions.Count > 0 && random.Bool() ? random.ListItem([.. place.Regions]) : "",
                Languages = [.. place.Languages.Append("en").Distinct(StringComparer.Ordinal)],
                Email = string.Create(CultureInfo.InvariantCulture, $"office{number}@scale.example"),
                Phone = "+00 000 000",
                Address = city,
            };
        }
    }

    /// <summary>Returns the current countries of the network, with the codes of their regions, and the national coordinators by country.</summary>
    public static async Task<(
        IReadOnlyList<(string Country, IReadOnlyList<string> Languages, IReadOnlyList<string> Regions)> Places,
        IReadOnlyDictionary<string, Guid> National
    )> PlacesAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ImiDbContext>();
        var regions = (await database.Set<Region>().AsNoTracking().OrderBy(region => region.Code).ToListAsync(cancellationToken)).ToLookup(
            region => region.Country,
            region => region.Code,
            StringComparer.Ordinal
        );
        var countries = await database
            .Set<Country>()
            .AsNoTracking()
            .Where(country => country.MemberUntil == null && country.Code != Country.Union)
            .OrderBy(country => country.Code)
            .ToListAsync(cancellationToken);
        var national = await database
            .Set<Authority>()
            .Where(one => one.Kind == AuthorityKind.NationalCoordinator)
            .Select(one => new { one.Country, one.Id })
            .ToListAsync(cancellationToken);
        return (
            [.. countries.Select(country => (country.Code, country.Languages, (IReadOnlyList<string>)[.. regions[country.Code]]))],
            national.DistinctBy(one => one.Country).ToDictionary(one => one.Country, one => one.Id, StringComparer.Ordinal)
        );
    }

    /// <summary>Ensures that the large country has a national coordinator: an existing or a new one.</summary>
    private static async Task<IReadOnlyDictionary<string, Guid>> CoordinatedAsync(
        IServiceProvider services,
        IReadOnlyDictionary<string, Guid> national,
        List<PolicyModule> modules,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (national.ContainsKey(LargeCountry))
            return national;
        var coordinator = new Authority(
            OrderedId.Next(now),
            "scale-national",
            LargeCountry,
            AuthorityKind.NationalCoordinator,
            "Scale national coordinator",
            ["de", "en"]
        )
            .Named("de", "Nationale Koordinierungsstelle")
            .ReachedAt("national@scale.example", "", "");
        foreach (var procedure in modules.SelectMany(module => module.Procedures))
            coordinator.Grant(new Mandate(procedure.Module, procedure.Name, Capacity.Coordinator));
        await AddAsync(services, [coordinator], cancellationToken);
        return new Dictionary<string, Guid>(national, StringComparer.Ordinal) { [LargeCountry] = coordinator.Id };
    }

    private static Authority Build(AuthorityEntry entry, List<PolicyModule> modules, Guid national, Faker faker, DateTimeOffset now, int number)
    {
        var authority = new Authority(
            OrderedId.Next(now),
            $"scale-{entry.NationalIdentifier.ToLowerInvariant()}",
            entry.Country,
            entry.Kind,
            entry.InformalTitle,
            entry.Languages
        )
            .ReachedAt(entry.Email, entry.Phone, entry.Address)
            .Identified(entry.NationalIdentifier)
            .In(entry.Region.Length > 0 ? entry.Region : null);
        foreach (var (language, name) in entry.Names)
            authority.Named(language, name);
        foreach (var module in modules.Where((_, index) => index == number % modules.Count || faker.Random.Int(1, 4) == 1))
        {
            if (module.Keywords.Count > 0)
                authority.SetUp(
                    module.Name,
                    isCentral: false,
                    allocates: false,
                    faker.Random.ListItems([.. module.Keywords], Math.Min(2, module.Keywords.Count)).ToList()
                );
            foreach (var procedure in module.Procedures)
            {
                foreach (var capacity in (Capacity[])[Capacity.Sender, Capacity.Recipient])
                {
                    var mandate = new Mandate(module.Name, procedure.Name, capacity);
                    authority.Grant(national == Guid.Empty ? mandate : mandate.CoordinatedBy(national));
                }
            }
        }

        return authority;
    }

    private static ImiUser Person(int number, Guid authority, List<PolicyModule> modules, Faker faker, DateTimeOffset now)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"person{number:D6}");
        var person = new ImiUser(OrderedId.Next(now), name, faker.Name.FullName(), $"{name}@scale.example", "en");
        foreach (var role in faker.Random.EnumValues(faker.Random.Int(1, 2), Role.PolicyOfficer, Role.DataProtectionOfficer))
            person.Grant(authority, faker.Random.ListItem(modules).Name, role);
        return person;
    }

    private static async Task AddAsync<T>(IServiceProvider services, IReadOnlyList<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ImiDbContext>();
        await database.WriteAsync(
            _ =>
            {
                database.AddRange(rows);
                return Task.FromResult(true);
            },
            cancellationToken
        );
    }
}
