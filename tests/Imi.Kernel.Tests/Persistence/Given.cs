using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Tests.Persistence;

/// <summary>Creates the minimum of entities that an exchange needs.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 30, 0, 123, TimeSpan.Zero);

    public static readonly Procedure Procedure = new()
    {
        Module = "example",
        Name = "request",
        Kind = ProcedureKind.Request,
        Code = "EX-R",
        Form = new Form("request", []),
        About = [],
        States = [new StateDefinition("draft", Phase.Draft, null, null, null, null)],
        Actions = [],
    };

    public static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    /// <summary>Stores a country and an authority with a unique code.</summary>
    public static async Task<Authority> AuthorityAsync(ImiDbContext database)
    {
        var id = NewId();
        var country = id.ToString("N")[^6..];
        var authority = new Authority(id, id.ToString("N"), country, AuthorityKind.CompetentAuthority, "Office for Consumers", ["es", "ca"])
            .Named("es", "Dirección General de Consumo")
            .ReachedAt("office@example.org", "+34 1", "Calle 1")
            .Grant(new Mandate("example", "request", Capacity.Sender).EndingOn(new DateOnly(2030, 12, 31)));
        await database.WriteAsync(
            _ =>
            {
                database.Set<Country>().Add(new Country(country, ["es", "ca", "gl", "eu"], new DateOnly(2020, 12, 31)));
                database.Set<Authority>().Add(authority);
                return Task.FromResult(true);
            },
            CancellationToken.None
        );
        return authority;
    }

    /// <summary>Stores a user with a role at an authority.</summary>
    public static async Task<ImiUser> UserAsync(ImiDbContext database, Authority authority)
    {
        var id = NewId();
        var user = new ImiUser(id, $"user-{id:N}", "Marta", "marta@example.org", "es").Grant(authority.Id, "example", Role.Handler);
        await database.WriteAsync(
            _ =>
            {
                database.Set<ImiUser>().Add(user);
                return Task.FromResult(true);
            },
            CancellationToken.None
        );
        return user;
    }

    /// <summary>Creates an exchange of one authority without storing it.</summary>
    public static Exchange Exchange(Authority sender)
    {
        var exchange = new Exchange(NewId(), Procedure, new string('a', 64), sender.Id, sender.Country, "es", NewId(), Now.UtcDateTime);
        exchange.Join(sender.Id, ParticipationCapacity.Sender);
        exchange.Touch(Now.UtcDateTime);
        return exchange;
    }

    /// <summary>Stores an exchange.</summary>
    public static async Task<Exchange> ExchangeAsync(ImiDbContext database)
    {
        var exchange = Exchange(await AuthorityAsync(database));
        await database.WriteAsync(
            _ =>
            {
                database.Set<Exchange>().Add(exchange);
                return Task.FromResult(true);
            },
            CancellationToken.None
        );
        return exchange;
    }
}
