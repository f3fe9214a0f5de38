using Imi.Kernel.Access;
using Imi.Kernel.Forms;
using Imi.Kernel.Persistence;
using Imi.Kernel.Texts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Registry;

/// <summary>
/// Where the operator makes the very first person of an installation: a policy officer of the Commission, who registers the national
/// coordinators. Everybody else is made by somebody who may.
/// </summary>
public sealed class FirstPersonDesk
{
    private const string Code = "eu-commission";
    private readonly ImiDbContext _database;
    private readonly PersonBook _people;
    private readonly PlatformTexts _texts;
    private readonly TimeProvider _time;

    internal FirstPersonDesk(ImiDbContext database, PersonBook people, PlatformTexts texts, TimeProvider time) =>
        (_database, _people, _texts, _time) = (database, people, texts, time);

    /// <summary>Makes the person, and registers the Commission where it is not.</summary>
    /// <param name="person">Who; the roles are given here.</param>
    /// <param name="addCountries">Adds the network's countries where there are none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What is wrong, field by field; empty where it was done, null where there is a policy officer already.</returns>
    public async Task<IReadOnlyList<FieldError>?> AddAsync(NewPerson person, Action<ImiDbContext> addCountries, CancellationToken cancellationToken)
    {
        if (await _database.RoleGrants.AnyAsync(grant => grant.Role == Role.PolicyOfficer, cancellationToken))
            return null;
        var commission = await _database.WriteAsync(
            async stop =>
            {
                if (!await _database.Countries.AnyAsync(stop))
                    addCountries(_database);
                if (await _database.Authorities.FirstOrDefaultAsync(one => one.Kind == AuthorityKind.EuropeanCommission, stop) is { } known)
                    return known.Id;
                var registered = new Authority(OrderedId.Next(_time.GetUtcNow()), Code, Country.Union, AuthorityKind.EuropeanCommission, _texts.Get("web.kinds.europeancommission", "en"), Languages.Interface);
                foreach (var language in Languages.Interface)
                    registered.Named(language, _texts.Get("web.kinds.europeancommission", language));
                _database.Authorities.Add(registered);
                return registered.Id;
            },
            cancellationToken);
        return await _people.AddAsync(commission, "", person with { Roles = new HashSet<Role> { Role.PolicyOfficer } }, PlatformActor.Actor, "person-added", cancellationToken);
    }
}
