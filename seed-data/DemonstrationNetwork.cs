using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.SeedData;

/// <summary>
/// Seeds the demonstration network: countries, authorities in the numbers of the pilot of 2013 to 2020 (COM(2021) 295, section 5), people for every role, and
/// exchanges in every state, played through the platform's own services.
/// </summary>
public static class DemonstrationNetwork
{
    /// <summary>Seeds what is missing. An interrupted seeding continues where it stopped; a complete network is left unchanged.</summary>
    /// <param name="services">The platform.</param>
    /// <param name="at">Creates the platform with another clock, in which past events are played.</param>
    /// <param name="cancellationToken">Cancels the seeding; what has been created stays.</param>
    public static async Task SeedAsync(IServiceProvider services, Func<TimeProvider, ServiceProvider> at, CancellationToken cancellationToken)
    {
        var time = services.GetRequiredService<TimeProvider>();
        await using (var scope = services.CreateAsyncScope())
            await SeedRegistryAsync(scope.ServiceProvider.GetRequiredService<ImiDbContext>(), time, cancellationToken);
        await new DemonstrationExchanges(time.GetUtcNow(), at).PlayAsync(cancellationToken);
    }

    /// <summary>Seeds only countries, authorities and people.</summary>
    public static async Task SeedRegistryAsync(ImiDbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await database.Set<Country>().AnyAsync(cancellationToken))
            return;
        await database.WriteAsync(
            _ =>
            {
                AddCountries(database);
                var authorities = AddAuthorities(database, time);
                AddPeople(database, authorities, time);
                return Task.FromResult(true);
            },
            cancellationToken
        );
    }

    /// <summary>Adds the countries of the network with their regions. They are real, and every installation starts with them.</summary>
    public static void AddCountries(ImiDbContext database)
    {
        foreach (var country in SeedFiles.Read<CountriesFile>("countries.yaml").Countries)
        {
            database
                .Set<Country>()
                .Add(
                    new Country(
                        country.Code,
                        country.Languages,
                        country.MemberUntil is { } until ? DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture) : null
                    )
                );
        }

        database
            .Set<Region>()
            .AddRange(SeedFiles.Read<RegionsFile>("regions.yaml").Regions.Select(region => new Region(region.Code, region.Country, region.Names)));
    }

    private static Dictionary<string, Authority> AddAuthorities(ImiDbContext database, TimeProvider time)
    {
        var entries = SeedFiles.Read<NetworkFile>("network.yaml").Authorities;
        var byId = entries.ToDictionary(entry => entry.Id, StringComparer.Ordinal);
        var authorities = entries.ToDictionary(entry => entry.Id, entry => Build(entry, time), StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            foreach (var mandate in entry.Mandates)
            {
                var coordinator = CoordinatorOf(entry, mandate, byId);
                var setup = mandate.Setup ?? entry.Setup;
                foreach (var capacity in mandate.Capacity.Select(Enum<Capacity>))
                {
                    var granted = new Mandate(mandate.Module, mandate.Procedure, capacity);
                    if (coordinator is not null)
                    {
                        granted.CoordinatedBy(authorities[coordinator.Id].Id, setup.ApprovesRequests, setup.ApprovesReplies, coordinator.Setup.TakesReferrals);
                    }

                    authorities[entry.Id].Grant(granted);
                }
            }
        }

        database.Set<Authority>().AddRange(authorities.Values);
        database
            .Set<RegistryEvent>()
            .AddRange(
                authorities.Values.Select(authority => RegistryEvent.OfBeginning(OrderedId.Next(time.GetUtcNow()), authority.Id, time.GetUtcNow().UtcDateTime))
            );
        return authorities;
    }

    /// <summary>Returns the coordinator that the mandate names; otherwise the authority's own coordinator if it has a mandate in the module.</summary>
    private static SeedAuthority? CoordinatorOf(SeedAuthority entry, MandateEntry mandate, Dictionary<string, SeedAuthority> byId)
    {
        if (mandate.CoordinatedBy is { } own)
            return byId[own];
        return entry.CoordinatedBy is { } id && byId[id].Mandates.Exists(one => one.Module == mandate.Module) ? byId[id] : null;
    }

    private static Authority Build(SeedAuthority entry, TimeProvider time)
    {
        var authority = new Authority(
            Guid.CreateVersion7(time.GetUtcNow()),
            entry.Id,
            entry.Country,
            Enum<AuthorityKind>(entry.Kind),
            entry.InformalTitle,
            entry.Languages
        ).ReachedAt(entry.Contact.Email, entry.Contact.Phone, entry.Contact.Address);
        foreach (var (language, name) in entry.Names)
            authority.Named(language, name);
        foreach (var module in entry.Keywords.Keys.Union(entry.Central, StringComparer.Ordinal))
            authority.SetUp(module, entry.Central.Contains(module), allocates: false, entry.Keywords.GetValueOrDefault(module, []));
        return authority.In(entry.Region);
    }

    private static void AddPeople(ImiDbContext database, Dictionary<string, Authority> authorities, TimeProvider time)
    {
        foreach (var entry in SeedFiles.Read<PeopleFile>("people.yaml").People)
        {
            var person = new ImiUser(Guid.CreateVersion7(time.GetUtcNow()), entry.UserName, entry.Name, entry.Email, entry.Language).Featured(entry.Featured);
            foreach (var role in entry.Roles)
                person.Grant(
                    authorities[role.Authority ?? entry.Authority].Id,
                    role.Module,
                    Enum<Role>(role.Role),
                    DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)
                );
            database.Set<ImiUser>().Add(person);
        }
    }

    private static T Enum<T>(string word)
        where T : struct, Enum => System.Enum.Parse<T>(word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
}
