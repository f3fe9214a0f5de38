using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.History;

/// <summary>Shows what happened to an authority's entry: to everybody what and in which authority's name, to those who look after it also who.</summary>
public sealed class AuthorityHistoryQuery(ImiDbContext database, AuthorityDirectory directory, UserService people)
{
    /// <summary>How many events a page shows.</summary>
    public const int PageSize = 20;

    /// <summary>A page of an authority's history, newest first.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="before">The last event of the page before; null for the newest.</param>
    /// <param name="withPeople">Whether the reader looks after the entry, and may know who did what.</param>
    /// <param name="language">The language that former users and the platform are named in.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<AuthorityHistory> ReadAsync(Guid authority, Guid? before, bool withPeople, string language, CancellationToken cancellationToken)
    {
        var twins = await TwinQuery(database, authority).ToListAsync(cancellationToken);
        var found = await EventQuery(database, [authority, .. twins], before).Take(PageSize + 1).ToListAsync(cancellationToken);
        var events = found.Take(PageSize).ToList();
        var authorities = await directory.LabelsAsync(
            [.. events.SelectMany(one => (Guid?[])[one.ByAuthorityId, one.OtherAuthorityId, one.AuthorityId]).OfType<Guid>()],
            cancellationToken
        );
        var names = withPeople
            ? await people.NamesAsync(events.Select(one => one.UserId ?? PlatformActor.Actor.UserId), language, cancellationToken)
            : new Dictionary<Guid, string>();
        return new AuthorityHistory(events, authorities, names, found.Count > PageSize ? events[^1].Id : null);
    }

    /// <summary>The entries that turned out to be the same authority: their history is its own.</summary>
    internal static IQueryable<Guid> TwinQuery(ImiDbContext database, Guid authority) =>
        database.Set<Authority>().Where(one => one.MergedIntoId == authority).Select(one => one.Id);

    internal static IQueryable<RegistryEvent> EventQuery(ImiDbContext database, IReadOnlyCollection<Guid> authorities, Guid? before) =>
        database
            .Set<RegistryEvent>()
            .AsNoTracking()
            .Where(one => authorities.Contains(one.AuthorityId) && (before == null || one.Id.CompareTo(before.Value) < 0))
            .OrderByDescending(one => one.Id);
}

/// <summary>A page of an authority's history.</summary>
/// <param name="Events">What happened, newest first.</param>
/// <param name="Authorities">The authorities that it names.</param>
/// <param name="People">Who did it, by id; empty where the reader is not to know. The platform itself stands under the empty id.</param>
/// <param name="Before">Where the next page begins; null for the last.</param>
public sealed record AuthorityHistory(
    IReadOnlyList<RegistryEvent> Events,
    IReadOnlyDictionary<Guid, AuthorityLabel> Authorities,
    IReadOnlyDictionary<Guid, string> People,
    Guid? Before
);
