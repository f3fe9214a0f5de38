using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.History;

/// <summary>
/// Adds events to authorities' histories within the caller's transaction. The histories are for reading; the journal is the evidence.
/// </summary>
public sealed class RegistryHistoryStore(ImiDbContext database, TimeProvider time)
{
    /// <summary>Adds changes to the history of an authority's entry.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="by">The user who made the changes; null for the platform's operator.</param>
    /// <param name="changes">The changes, in order.</param>
    /// <param name="cancellationToken">Cancels the call; the transaction is the caller's.</param>
    internal async Task RecordAsync(Guid authority, Guid? by, IEnumerable<RegistryChange> changes, CancellationToken cancellationToken)
    {
        var country =
            database.Set<Authority>().Local.FirstOrDefault(one => one.Id == authority)?.Country
            ?? await database.Set<Authority>().Where(one => one.Id == authority).Select(one => one.Country).FirstAsync(cancellationToken);
        await RecordAsync(by, [(authority, country, changes)], cancellationToken);
    }

    /// <summary>Adds changes to the histories of many authorities at once.</summary>
    internal async Task RecordAsync(
        Guid? by,
        IReadOnlyList<(Guid Authority, string Country, IEnumerable<RegistryChange> Changes)> entries,
        CancellationToken cancellationToken
    )
    {
        var administered = by is { } person ? await AdministeredQuery(database, person).ToListAsync(cancellationToken) : [];
        foreach (var (authority, country, changes) in entries)
        {
            var inNameOf = administered
                .OrderBy(own =>
                    own.Id == authority ? 0
                    : own.Country == country ? 1
                    : 2
                )
                .Select(own => (Guid?)own.Id)
                .FirstOrDefault();
            foreach (var change in changes)
            {
                var now = time.GetUtcNow();
                database
                    .Set<RegistryEvent>()
                    .Add(
                        new RegistryEvent(OrderedId.Next(now), authority, change.Kind, now.UtcDateTime, by, inNameOf)
                        {
                            Subject = change.Subject,
                            Before = change.Before,
                            After = change.After,
                            OtherAuthorityId = change.Other,
                        }
                    );
            }
        }
    }

    /// <summary>
    /// The authorities in whose name a person may maintain entries. A change is recorded in the name of the changed authority if it is one of them,
    /// otherwise of one in its country, otherwise of any.
    /// </summary>
    internal static IQueryable<AdministeredAuthority> AdministeredQuery(ImiDbContext database, Guid person) =>
        from grant in database.Set<RoleGrant>()
        where grant.UserId == person && (grant.Role == Role.Administrator || grant.Role == Role.PolicyOfficer)
        join own in database.Set<Authority>() on grant.AuthorityId equals own.Id
        orderby own.Code
        select new AdministeredAuthority(own.Id, own.Country);

    internal sealed record AdministeredAuthority(Guid Id, string Country);
}

/// <summary>A change to an authority's entry.</summary>
internal sealed record RegistryChange(RegistryEventKind Kind, string Subject = "", string Before = "", string After = "", Guid? Other = null);
