using Imi.Kernel.Access;
using Imi.Kernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

using CountsQuery = Func<ImiDbContext, Guid, DateOnly, IAsyncEnumerable<InboxCounts>>;
using ListExpression = System.Linq.Expressions.Expression<Func<ImiDbContext, Guid, Guid, string[], InboxView, int, IQueryable<InboxRow>>>;
using ListQuery = Func<ImiDbContext, Guid, Guid, string[], InboxView, int, IAsyncEnumerable<InboxRow>>;

/// <summary>
/// The lists as people open them all day - one authority, a view, nothing narrowed, the first page - and their counts: translated
/// once, because translating takes longer than reading.
/// </summary>
internal static class UsualInbox
{
    /// <summary>A view by due day: person, authority, modules, view, number of rows.</summary>
    public static ListExpression ByDue { get; } = (database, person, authority, modules, view, rows) => (
        from part in database.Participations
        where part.AuthorityId == authority && part.View == view && modules.Contains(part.Module)
        orderby part.SortDue, part.ExchangeId
        join exchange in database.Exchanges on part.ExchangeId equals exchange.Id
        join key in database.ExchangeKeys on exchange.Id equals key.ExchangeId
        select new InboxMatch
        {
            Part = part,
            Exchange = exchange,
            Key = key,
            ReadAt = database.ReadMarks.Where(mark => mark.UserId == person && mark.ExchangeId == exchange.Id).Select(mark => (DateTime?)mark.At).FirstOrDefault(),
            IsMine = database.Assignments.Any(assignment => assignment.ExchangeId == exchange.Id && assignment.UserId == person),
        }).Take(rows).Select(InboxQueries.Row);

    /// <summary>A view by what changed last: person, authority, modules, view, number of rows.</summary>
    public static ListExpression ByUpdate { get; } = (database, person, authority, modules, view, rows) => (
        from part in database.Participations
        where part.AuthorityId == authority && part.View == view && modules.Contains(part.Module)
        orderby part.UpdatedAt descending, part.ExchangeId descending
        join exchange in database.Exchanges on part.ExchangeId equals exchange.Id
        join key in database.ExchangeKeys on exchange.Id equals key.ExchangeId
        select new InboxMatch
        {
            Part = part,
            Exchange = exchange,
            Key = key,
            ReadAt = database.ReadMarks.Where(mark => mark.UserId == person && mark.ExchangeId == exchange.Id).Select(mark => (DateTime?)mark.At).FirstOrDefault(),
            IsMine = database.Assignments.Any(assignment => assignment.ExchangeId == exchange.Id && assignment.UserId == person),
        }).Take(rows).Select(InboxQueries.Row);

    private static readonly PreparedQuery<CountsQuery> CountsPrepared = new(() => EF.CompileAsyncQuery(InboxQueries.Counts));
    private static readonly PreparedQuery<ListQuery> ByDuePrepared = new(() => EF.CompileAsyncQuery(ByDue));
    private static readonly PreparedQuery<ListQuery> ByUpdatePrepared = new(() => EF.CompileAsyncQuery(ByUpdate));

    /// <summary>The first page of such a list and one row more, or null where the list is no usual one.</summary>
    public static IAsyncEnumerable<InboxRow>? Page(ImiDbContext database, InboxQuery query, Actor actor)
    {
        if (query is not { View: { } view, NeedsAttention: false, IsNarrowed: false, After: null } || actor.ReadableModules.Count != 1)
            return null;
        var (authority, modules) = actor.ReadableModules.First();
        var prepared = query.Order == InboxSort.Due ? ByDuePrepared : ByUpdatePrepared;
        return prepared.For(database)(database, actor.UserId, authority, [.. modules], view, query.PageSize + 1);
    }

    /// <summary>How many each view holds, as <see cref="InboxQueries.Counts"/> says.</summary>
    public static IAsyncEnumerable<InboxCounts> Counts(ImiDbContext database, Actor actor, DateOnly today) =>
        CountsPrepared.For(database)(database, actor.UserId, today);
}
