using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Registration;

/// <summary>
/// Where the operator makes the very first person of an installation: a policy officer of the Commission, who registers the national
/// coordinators. Everybody else is made by somebody who may.
/// </summary>
public sealed class FirstUserService(ImiDbContext database, UserStore people, PlatformTexts texts, TimeProvider time)
{
    private const string Code = "eu-commission";

    /// <summary>Makes the person, and registers the Commission where it is not.</summary>
    /// <param name="person">Who; the roles are given here.</param>
    /// <param name="addCountries">Adds the network's countries where there are none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What is wrong, field by field; empty where it was done, null where there is a policy officer already.</returns>
    public async Task<IReadOnlyList<FieldError>?> AddAsync(NewPerson person, Action<ImiDbContext> addCountries, CancellationToken cancellationToken)
    {
        if (await database.Set<RoleGrant>().AnyAsync(grant => grant.Role == Role.PolicyOfficer, cancellationToken))
            return null;
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
                    texts.Get("web.kinds.europeancommission", "en"),
                    Languages.Interface
                );
                foreach (var language in Languages.Interface)
                    registered.Named(language, texts.Get("web.kinds.europeancommission", language));
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
            cancellationToken
        );
    }
}
