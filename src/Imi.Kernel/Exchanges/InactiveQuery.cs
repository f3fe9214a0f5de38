using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>
/// Lists the exchanges whose personal data are hidden or deleted for the people of the parties: number, parties and days. Reads neither
/// content nor keys.
/// </summary>
public sealed class InactiveQuery(ImiDbContext database, AccessPolicy policy, AuthorityDirectory directory)
{
    /// <summary>Reads one page of the exchanges that match a filter, the last changed first.</summary>
    public async Task<InactivePage> ListAsync(InactiveFilter query, Actor actor, CancellationToken cancellationToken)
    {
        if (PageQuery(database, query, policy.ShellsSeenBy(actor)) is not { } page)
            return new InactivePage([], null, new Dictionary<Guid, Authority>());
        var rows = await page.ToListAsync(cancellationToken);
        var shown = rows.Take(query.PageSize).ToList();
        var authorities = await directory.FindAsync([.. shown.Select(row => row.CounterpartId).OfType<Guid>().Distinct()], cancellationToken);
        var next = rows.Count > query.PageSize ? new InboxCursor(DateOnly.MaxValue, shown[^1].UpdatedAt, shown[^1].Id) : null;
        return new InactivePage(shown, next, authorities);
    }

    /// <summary>Queries one page and one further row, as one index range per authority; null if the person may see nothing.</summary>
    internal static IQueryable<InactiveRow>? PageQuery(ImiDbContext database, InactiveFilter query, IReadOnlyDictionary<Guid, IReadOnlyList<string>?> seen)
    {
        IQueryable<InactiveRow>? rows = null;
        foreach (var (authority, modules) in seen)
        {
            var some = Sorted(Rows(database, query, authority, modules)).Take(query.PageSize + 1);
            rows = rows is null ? some : rows.Concat(some);
        }

        return seen.Count > 1 ? Sorted(rows!).Take(query.PageSize + 1) : rows;
    }

    private static IQueryable<InactiveRow> Rows(ImiDbContext database, InactiveFilter query, Guid authority, IReadOnlyList<string>? modules)
    {
        var parts = database.Set<Participation>().Where(part => part.AuthorityId == authority && part.View == InboxView.Inactive);
        if (modules is not null)
            parts = parts.Where(part => modules.Contains(part.Module));
        if (query.After is { } after)
            parts = parts.Where(part => part.UpdatedAt < after.Updated || (part.UpdatedAt == after.Updated && part.ExchangeId.CompareTo(after.Id) < 0));
        var exchanges = database.Set<Exchange>().AsQueryable();
        if (query.Search?.Trim().ToUpperInvariant() is { Length: > 0 } number)
            exchanges = exchanges.Where(exchange => exchange.Number != null && exchange.Number.StartsWith(number));
        return from part in parts
            join exchange in exchanges on part.ExchangeId equals exchange.Id
            select new InactiveRow
            {
                Id = part.ExchangeId,
                Capacity = part.Capacity,
                UpdatedAt = part.UpdatedAt,
                Number = exchange.Number,
                Module = exchange.Module,
                Procedure = exchange.Procedure,
                Phase = exchange.Phase,
                SenderId = exchange.SenderId,
                RecipientId = exchange.RecipientId,
                Reached = exchange.Reached,
                SentAt = exchange.SentAt,
                ClosedAt = exchange.ClosedAt,
                HiddenAt = exchange.HiddenAt,
                DeletedAt = exchange.DeletedAt,
                DeleteOn = exchange.DeleteOn,
            };
    }

    private static IQueryable<InactiveRow> Sorted(IQueryable<InactiveRow> rows) => rows.OrderByDescending(row => row.UpdatedAt).ThenByDescending(row => row.Id);
}

/// <summary>Selects exchanges whose personal data are hidden or deleted.</summary>
public sealed record InactiveFilter
{
    /// <summary>The beginning of the exchange's number; null or empty for any.</summary>
    public string? Search { get; init; }

    /// <summary>The number of exchanges on a page.</summary>
    public int PageSize { get; init; } = 25;

    /// <summary>Where the previous page ended; null for the first page.</summary>
    public InboxCursor? After { get; init; }
}

/// <summary>A page of exchanges whose personal data are hidden or deleted.</summary>
/// <param name="Items">The exchanges.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
/// <param name="Authorities">The counterparts, by id.</param>
public sealed record InactivePage(IReadOnlyList<InactiveRow> Items, InboxCursor? Next, IReadOnlyDictionary<Guid, Authority> Authorities);
