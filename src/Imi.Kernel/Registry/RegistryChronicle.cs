using Imi.Kernel.Access;
using Imi.Kernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Registry;

/// <summary>Writes authorities' histories, within the caller's transaction. What the journal proves stands there; here it is for people to read.</summary>
internal sealed class RegistryChronicle(ImiDbContext database, TimeProvider time)
{
    /// <summary>Adds what somebody did to an authority's entry; null for whoever operates the platform.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="by">Who.</param>
    /// <param name="deeds">What, in its order.</param>
    /// <param name="cancellationToken">Ends the call; the transaction is the caller's.</param>
    public async Task TellAsync(Guid authority, Guid? by, IEnumerable<RegistryNote> deeds, CancellationToken cancellationToken)
    {
        var country = database.Authorities.Local.FirstOrDefault(one => one.Id == authority)?.Country
            ?? await database.Authorities.Where(one => one.Id == authority).Select(one => one.Country).FirstAsync(cancellationToken);
        Guid? inNameOf = by is { } person ? await AdministeredQuery(database, person, authority, country).FirstOrDefaultAsync(cancellationToken) : null;
        foreach (var deed in deeds)
        {
            var now = time.GetUtcNow();
            database.RegistryEvents.Add(new RegistryEvent(OrderedId.Next(now), authority, deed.Deed, now.UtcDateTime, by, inNameOf == Guid.Empty ? null : inNameOf)
            {
                Subject = deed.Subject, Before = deed.Before, After = deed.After, OtherAuthorityId = deed.Other,
            });
        }
    }

    /// <summary>In whose name somebody looks after an authority's entry: that authority's own, a coordinator's of its country, the Commission's.</summary>
    internal static IQueryable<Guid> AdministeredQuery(ImiDbContext database, Guid person, Guid authority, string country) =>
        from grant in database.RoleGrants
        where grant.UserId == person && (grant.Role == Role.Administrator || grant.Role == Role.PolicyOfficer)
        join own in database.Authorities on grant.AuthorityId equals own.Id
        orderby own.Id == authority ? 0 : own.Country == country ? 1 : 2, own.Code
        select own.Id;
}

/// <summary>What is to be told of an authority's entry.</summary>
internal sealed record RegistryNote(RegistryDeed Deed, string Subject = "", string Before = "", string After = "", Guid? Other = null);
