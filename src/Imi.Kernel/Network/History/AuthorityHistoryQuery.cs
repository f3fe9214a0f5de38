using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.History;

/// <summary>
/// Reads an authority's history: the changes and the authorities in whose names they were made, and for readers who maintain the entry also the
/// people.
/// </summary>
public sealed class AuthorityHistoryQuery(ImiDbContext database, AuthorityDirectory directory, UserService people)
{
    /// <summary>The number of events on a page.</summary>
    public const int PageSize = 20;

    /// <summary>Reads a page of an authority's history, newest first, including that of entries merged into it.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="before">The last event of the previous page; null for the first page.</param>
    /// <param name="withPeople">Whether the reader maintains the entry and may see who made each change.</param>
    /// <param name="language">The language for the names of former users and of the platform.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
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

    /// <summary>The entries merged into this authority, whose history belongs to it.</summary>
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
/// <param name="Events">The events, newest first.</param>
/// <param name="Authorities">The labels of the authorities named in the events.</param>
/// <param name="People">
/// The names of the people who made the changes, by id; empty if the reader may not see them. The empty id names the platform.
/// </param>
/// <param name="Before">The last event of this page, where the next page begins; null on the last page.</param>
public sealed record AuthorityHistory(
    IReadOnlyList<RegistryEvent> Events,
    IReadOnlyDictionary<Guid, AuthorityLabel> Authorities,
    IReadOnlyDictionary<Guid, string> People,
    Guid? Before
);
