using System.Linq.Expressions;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;

namespace Imi.Kernel.Exchanges.Inbox;

using FoundWords = Func<Guid, IReadOnlyList<IQueryable<Guid>>>;

/// <summary>The queries of lists, in one place so that tests can check their query plans and T-SQL.</summary>
internal static class InboxStatements
{
    /// <summary>Projects participations to the rows of a person's list.</summary>
    public static Expression<Func<ImiDbContext, IQueryable<Participation>, IQueryable<Exchange>, Guid, IQueryable<InboxRow>>> Rows { get; } =
        (database, parts, exchanges, person) =>
            from part in parts
            join exchange in exchanges on part.ExchangeId equals exchange.Id
            join key in database.Set<ExchangeKey>() on exchange.Id equals key.ExchangeId
            select new InboxRow
            {
                Id = part.ExchangeId,
                AuthorityId = part.AuthorityId,
                Capacity = part.Capacity,
                View = part.View,
                SortDue = part.SortDue,
                UpdatedAt = part.UpdatedAt,
                AttentionFrom = part.AttentionFrom,
                Number = exchange.Number,
                Module = exchange.Module,
                Procedure = exchange.Procedure,
                DefinitionVersion = exchange.DefinitionVersion,
                State = exchange.State,
                Phase = exchange.Phase,
                SenderId = exchange.SenderId,
                SenderCountry = exchange.SenderCountry,
                RecipientId = exchange.RecipientId,
                RecipientCountry = exchange.RecipientCountry,
                Reached = exchange.Reached,
                WaitsFor = exchange.WaitsFor,
                Turns = exchange.Turns,
                Task = part.Task,
                StateDueOn = exchange.DueOn,
                ReplyByProposed = exchange.ReplyByProposed,
                Revision = exchange.Revision,
                ExaminationBeganAt = exchange.ExaminedBy == null ? null : exchange.ExaminationBeganAt,
                ClosedAt = exchange.ClosedAt,
                About = exchange.About,
                WrappedKey = key.Wrapped,
                ReadAt = database
                    .Set<ReadMark>()
                    .Where(mark => mark.UserId == person && mark.ExchangeId == exchange.Id)
                    .Select(mark => (DateTime?)mark.At)
                    .FirstOrDefault(),
                IsMine = database.Set<Assignment>().Any(assignment => assignment.ExchangeId == exchange.Id && assignment.UserId == person),
            };

    private static readonly Func<ImiDbContext, IQueryable<Participation>, IQueryable<Exchange>, Guid, IQueryable<InboxRow>> BuildRows = Rows.Compile();

    /// <summary>Queries one page and one further row; null if the person may see nothing.</summary>
    public static IQueryable<InboxRow>? Page(ImiDbContext database, InboxFilter query, Actor actor, DateOnly today, FoundWords? words = null)
    {
        IQueryable<InboxRow>? rows = null;
        var seen = SeenWith(query, actor);
        foreach (var (authority, modules) in seen)
        {
            var parts = Filtered(database, query, authority, modules, today, words);
            var some = Sorted(BuildRows(database, parts, Narrowed(database, query, actor, authority), actor.UserId), query).Take(query.PageSize + 1);
            rows = rows is null ? some : rows.Concat(some);
        }

        return seen.Count > 1 ? Sorted(rows!, query).Take(query.PageSize + 1) : rows;
    }

    /// <summary>
    /// Queries one page and one further row of the exchanges that the Commission examines, the longest examination first; null if the person may see nothing.
    /// An examination is always something to do, so the query reads the authority's list of these only.
    /// </summary>
    public static IQueryable<InboxRow>? Examinations(ImiDbContext database, Actor actor, InboxCursor? after, int pageSize)
    {
        IQueryable<InboxRow>? rows = null;
        var exchanges = database.Set<Exchange>().Where(exchange => exchange.ExaminedBy == Party.Commission);
        if (after is not null)
            exchanges = exchanges.Where(exchange =>
                exchange.ExaminationBeganAt > after.Updated || (exchange.ExaminationBeganAt == after.Updated && exchange.Id.CompareTo(after.Id) > 0)
            );
        foreach (var (authority, modules) in actor.ReadableModules)
        {
            var parts = database
                .Set<Participation>()
                .Where(part =>
                    part.AuthorityId == authority
                    && part.View == InboxView.ToDo
                    && part.Capacity == ParticipationCapacity.Commission
                    && modules.Contains(part.Module)
                );
            var some = ByAge(BuildRows(database, parts, exchanges, actor.UserId)).Take(pageSize + 1);
            rows = rows is null ? some : rows.Concat(some);
        }

        return actor.ReadableModules.Count > 1 ? ByAge(rows!).Take(pageSize + 1) : rows;
    }

    private static IQueryable<InboxRow> ByAge(IQueryable<InboxRow> rows) => rows.OrderBy(row => row.ExaminationBeganAt).ThenBy(row => row.Id);

    /// <summary>
    /// Counts the exchanges of each view and those that need attention, for every authority and module in which the person holds a role, even
    /// one that sees no exchanges. Reads each index range only up to <see cref="InboxQuery.ExactCount"/>.
    /// </summary>
    public static Expression<Func<ImiDbContext, Guid, DateOnly, IQueryable<InboxCounts>>> Counts { get; } =
        (database, person, today) =>
            from held in database.Set<RoleGrant>().Where(grant => grant.UserId == person).Select(grant => new { grant.AuthorityId, grant.Module }).Distinct()
            select new InboxCounts(
                held.AuthorityId,
                held.Module,
                database
                    .Set<Participation>()
                    .Where(part => part.AuthorityId == held.AuthorityId && part.View == InboxView.ToDo && part.Module == held.Module)
                    .Take(InboxQuery.ExactCount + 1)
                    .Count(),
                database
                    .Set<Participation>()
                    .Where(part => part.AuthorityId == held.AuthorityId && part.View == InboxView.Waiting && part.Module == held.Module)
                    .Take(InboxQuery.ExactCount + 1)
                    .Count(),
                database
                    .Set<Participation>()
                    .Where(part => part.AuthorityId == held.AuthorityId && part.View == InboxView.Information && part.Module == held.Module)
                    .Take(InboxQuery.ExactCount + 1)
                    .Count(),
                database
                    .Set<Participation>()
                    .Where(part => part.AuthorityId == held.AuthorityId && part.View == InboxView.Draft && part.Module == held.Module)
                    .Take(InboxQuery.ExactCount + 1)
                    .Count(),
                database
                    .Set<Participation>()
                    .Where(part => part.AuthorityId == held.AuthorityId && part.View == InboxView.Closed && part.Module == held.Module)
                    .Take(InboxQuery.ExactCount + 1)
                    .Count(),
                database
                    .Set<Participation>()
                    .Where(part => part.AuthorityId == held.AuthorityId && part.AttentionFrom <= today && part.Module == held.Module)
                    .Take(InboxQuery.ExactCount + 1)
                    .Count()
            );

    /// <summary>Queries the data for <see cref="InboxFacets"/>, up to one row more than the exact count; null if the person may see nothing.</summary>
    public static IQueryable<InboxFacetRow>? Facets(ImiDbContext database, InboxFilter query, Actor actor, DateOnly today, FoundWords? words = null)
    {
        IQueryable<InboxFacetRow>? rows = null;
        var wide = InboxFacets.WithoutCounted(query);
        foreach (var (authority, modules) in SeenWith(query, actor))
        {
            var some =
                from part in Filtered(database, wide, authority, modules, today, words)
                join exchange in Narrowed(database, wide, actor, authority) on part.ExchangeId equals exchange.Id
                select new InboxFacetRow
                {
                    Module = exchange.Module,
                    Procedure = exchange.Procedure,
                    State = exchange.State,
                    SenderCountry = exchange.SenderCountry,
                    RecipientCountry = exchange.RecipientCountry,
                    Reached = exchange.Reached,
                };
            rows = rows is null ? some : rows.Concat(some);
        }

        return rows?.Take(InboxQuery.ExactCount + 1);
    }

    private static IQueryable<Participation> Filtered(
        ImiDbContext database,
        InboxFilter query,
        Guid authority,
        IReadOnlyList<string> modules,
        DateOnly today,
        FoundWords? words
    )
    {
        var parts = Found(database, words?.Invoke(authority) ?? []).Where(part => part.AuthorityId == authority);
        if (query.NeedsAttention)
            parts = parts.Where(part => part.AttentionFrom <= today);
        else if (query.View is { } view)
            parts = parts.Where(part => part.View == view);
        else
            parts = parts.Where(part => part.View != InboxView.None && part.View != InboxView.Inactive);
        if (query.Module is { Length: > 0 } module)
            parts = parts.Where(part => part.Module == module && modules.Contains(module));
        else
            parts = parts.Where(part => modules.Contains(part.Module));
        if (query.After is { } after)
        {
            parts = (query.Order, query.IsReversed) switch
            {
                (InboxSort.Due, true) => parts.Where(part =>
                    part.SortDue < after.Day || (part.SortDue == after.Day && part.ExchangeId.CompareTo(after.Id) < 0)
                ),
                (InboxSort.Attention, true) => parts.Where(part =>
                    part.AttentionFrom < after.Day || (part.AttentionFrom == after.Day && part.ExchangeId.CompareTo(after.Id) < 0)
                ),
                (InboxSort.Updated, true) => parts.Where(part =>
                    part.UpdatedAt > after.Updated || (part.UpdatedAt == after.Updated && part.ExchangeId.CompareTo(after.Id) > 0)
                ),
                (InboxSort.Due, _) => parts.Where(part => part.SortDue > after.Day || (part.SortDue == after.Day && part.ExchangeId.CompareTo(after.Id) > 0)),
                (InboxSort.Attention, _) => parts.Where(part =>
                    part.AttentionFrom > after.Day || (part.AttentionFrom == after.Day && part.ExchangeId.CompareTo(after.Id) > 0)
                ),
                _ => parts.Where(part => part.UpdatedAt < after.Updated || (part.UpdatedAt == after.Updated && part.ExchangeId.CompareTo(after.Id) < 0)),
            };
        }

        return parts;
    }

    /// <summary>
    /// Queries the participations in exchanges in which all words are found: those in the exchanges of the first word, and looks for the others in these.
    /// </summary>
    private static IQueryable<Participation> Found(ImiDbContext database, IReadOnlyList<IQueryable<Guid>> words)
    {
        var all = database.Set<Participation>();
        if (words.Count == 0)
            return all;
        var parts = from found in words[0].Distinct() from part in all where part.ExchangeId == found select part;
        foreach (var word in words.Skip(1))
            parts = parts.Where(part => word.Any(found => found == part.ExchangeId));
        return parts;
    }

    /// <summary>Returns the authorities and modules whose exchanges a filter can show to a person.</summary>
    private static IReadOnlyDictionary<Guid, IReadOnlyList<string>> SeenWith(InboxFilter query, Actor actor) =>
        query.OnlyToDo ? actor.ActingModules : actor.ReadableModules;

    /// <summary>Queries the exchanges that match all conditions of a filter, except those that their participation in the view decides.</summary>
    private static IQueryable<Exchange> Narrowed(ImiDbContext database, InboxFilter query, Actor actor, Guid authority)
    {
        var exchanges = database.Set<Exchange>().AsQueryable();
        if (query.Procedure is { Length: > 0 } procedure)
            exchanges = exchanges.Where(exchange => exchange.Procedure == procedure);
        if (query.StateNames is [var state])
            exchanges = exchanges.Where(exchange => exchange.State == state);
        else if (query.States.Count > 0)
            exchanges = exchanges.Where(exchange => query.StateNames.Contains(exchange.State));
        if (query.QualifiedStates is { Count: > 0 } qualified)
            exchanges = exchanges.Where(exchange => qualified.Contains(exchange.Module + "/" + exchange.Procedure + "/" + exchange.State));
        if (query.Country is { Length: > 0 } country)
        {
            var reached = $" {country} ";
            exchanges = exchanges.Where(exchange =>
                exchange.SenderCountry == country || exchange.RecipientCountry == country || (exchange.Reached != null && exchange.Reached.Contains(reached))
            );
        }

        if (query.Search is { Length: > 0 } number)
            exchanges = exchanges.Where(exchange => exchange.Number != null && exchange.Number.StartsWith(number));
        if (query.OnlyMine)
        {
            exchanges = exchanges.Where(exchange =>
                database.Set<Assignment>().Any(assignment => assignment.ExchangeId == exchange.Id && assignment.UserId == actor.UserId)
            );
        }

        if (query.OnlyToDo)
        {
            exchanges = exchanges.Where(exchange =>
                database.Set<Assignment>().Any(assignment => assignment.ExchangeId == exchange.Id && assignment.UserId == actor.UserId)
                || !database.Set<Assignment>().Any(assignment => assignment.ExchangeId == exchange.Id && assignment.AuthorityId == authority)
            );
        }

        return exchanges;
    }

    private static IQueryable<InboxRow> Sorted(IQueryable<InboxRow> rows, InboxFilter query) =>
        (query.Order, query.IsReversed) switch
        {
            (InboxSort.Due, true) => rows.OrderByDescending(row => row.SortDue).ThenByDescending(row => row.Id),
            (InboxSort.Attention, true) => rows.OrderByDescending(row => row.AttentionFrom).ThenByDescending(row => row.Id),
            (InboxSort.Updated, true) => rows.OrderBy(row => row.UpdatedAt).ThenBy(row => row.Id),
            (InboxSort.Due, _) => rows.OrderBy(row => row.SortDue).ThenBy(row => row.Id),
            (InboxSort.Attention, _) => rows.OrderBy(row => row.AttentionFrom).ThenBy(row => row.Id),
            _ => rows.OrderByDescending(row => row.UpdatedAt).ThenByDescending(row => row.Id),
        };
}

/// <summary>The numbers of exchanges in the views of an authority and module.</summary>
internal sealed record InboxCounts(Guid AuthorityId, string Module, int ToDo, int Waiting, int Information, int Draft, int Closed, int Attention);
