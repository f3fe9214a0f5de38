using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Registration;

/// <summary>
/// Creates the first user of an installation, a policy officer of the Commission, who registers the national coordinators. All other users are
/// created by authorised users.
/// </summary>
public sealed class FirstUserService(ImiDbContext database, UserStore people, PlatformTexts texts, TimeProvider time)
{
    private const string Code = "eu-commission";

    /// <summary>Creates the user, and registers the Commission if necessary.</summary>
    /// <param name="person">The user; roles are ignored and set here.</param>
    /// <param name="addCountries">Adds the countries of the network if there are none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Refused if a policy officer exists already.</returns>
    public async Task<Outcome> AddAsync(NewPerson person, Action<ImiDbContext> addCountries, CancellationToken cancellationToken)
    {
        var commission = await database.WriteAsync(
            async stop =>
            {
                if (!await database.Set<Country>().AnyAsync(stop))
                    addCountries(database);
                if (await database.Set<Authority>().FirstOrDefaultAsync(one => one.Kind == AuthorityKind.EuropeanCommission, stop) is { } known)
                    return known.Id;
                var registered = new Authority(
                    OrderedId.Next(time.GetUtcNow()),
                    Code,
                    Country.Union,
                    AuthorityKind.EuropeanCommission,
                    texts.Get("authorities.kinds.europeancommission", "en"),
                    Languages.Interface
                );
                foreach (var language in Languages.Interface)
                    registered.Named(language, texts.Get("authorities.kinds.europeancommission", language));
                database.Set<Authority>().Add(registered);
                return registered.Id;
            },
            cancellationToken
        );
        return await people.AddAsync(
            commission,
            "",
            person with
            {
                Roles = new HashSet<Role> { Role.PolicyOfficer },
            },
            PlatformActor.Actor,
            "person-added",
            async stop => await database.Set<RoleGrant>().AnyAsync(grant => grant.Role == Role.PolicyOfficer, stop) ? Outcome.Refused() : Outcome.Done,
            cancellationToken
        );
    }
}
