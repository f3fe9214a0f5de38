using System.Linq.Expressions;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace Imi.Kernel.Exchanges.Inbox;

using CountsQuery = Func<ImiDbContext, Guid, DateOnly, IAsyncEnumerable<InboxCounts>>;
using ListExpression = System.Linq.Expressions.Expression<Func<ImiDbContext, Guid, Guid, string[], InboxView, int, IQueryable<InboxRow>>>;
using ListQuery = Func<ImiDbContext, Guid, Guid, string[], InboxView, int, IAsyncEnumerable<InboxRow>>;

/// <summary>
/// Runs the most frequent lists (one authority, no filter, first page) and their counts as compiled queries, because translating such a query
/// takes longer than running it.
/// </summary>
internal static class UsualInbox
{
    /// <summary>A view by deadline. The parameters are person, authority, modules, view and number of rows.</summary>
    public static ListExpression ByDue { get; } =
        List(
            (database, authority, modules, view) =>
                database
                    .Set<Participation>()
                    .Where(part => part.AuthorityId == authority && part.View == view && modules.Contains(part.Module))
                    .OrderBy(part => part.SortDue)
                    .ThenBy(part => part.ExchangeId)
        );

    /// <summary>A view by the last change.</summary>
    public static ListExpression ByUpdate { get; } =
        List(
            (database, authority, modules, view) =>
                database
                    .Set<Participation>()
                    .Where(part => part.AuthorityId == authority && part.View == view && modules.Contains(part.Module))
                    .OrderByDescending(part => part.UpdatedAt)
                    .ThenByDescending(part => part.ExchangeId)
        );

    /// <summary>All views by the last change, except the inactive one and the one that is passed.</summary>
    public static ListExpression AllByUpdate { get; } =
        List(
            (database, authority, modules, view) =>
                database
                    .Set<Participation>()
                    .Where(part => part.AuthorityId == authority && part.View != view && part.View != InboxView.Inactive && modules.Contains(part.Module))
                    .OrderByDescending(part => part.UpdatedAt)
                    .ThenByDescending(part => part.ExchangeId)
        );

    private static readonly PreparedQuery<CountsQuery> CountsPrepared = new(() => EF.CompileAsyncQuery(InboxStatements.Counts));
    private static readonly PreparedQuery<ListQuery> ByDuePrepared = new(() => EF.CompileAsyncQuery(ByDue));
    private static readonly PreparedQuery<ListQuery> ByUpdatePrepared = new(() => EF.CompileAsyncQuery(ByUpdate));

    private static readonly PreparedQuery<ListQuery> AllPrepared = new(() => EF.CompileAsyncQuery(AllByUpdate));

    /// <summary>Reads the first page of such a list and one further row; null if the filter has no compiled query.</summary>
    public static async Task<List<InboxRow>?> PageAsync(ImiDbContext database, InboxFilter query, Actor actor, CancellationToken cancellationToken)
    {
        var prepared = query switch
        {
            { NeedsAttention: true } or { IsNarrowed: true } or { IsReversed: true } or { After: not null } => null,
            { View: null, Sort: InboxSort.Updated } => AllPrepared,
            { View: not null, Sort: InboxSort.Updated } => ByUpdatePrepared,
            { View: not null, Sort: InboxSort.Due } => ByDuePrepared,
            _ => null,
        };
        var readable = actor.ReadableModules;
        if (prepared is null || readable.Count != 1)
            return null;
        var (authority, modules) = readable.First();
        return await prepared
            .For(database)(database, actor.UserId, authority, [.. modules], query.View ?? InboxView.None, query.PageSize + 1)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Runs <see cref="InboxStatements.Counts"/>.</summary>
    public static async Task<List<InboxCounts>> CountAsync(ImiDbContext database, Actor actor, DateOnly today, CancellationToken cancellationToken) =>
        await CountsPrepared.For(database)(database, actor.UserId, today).ToListAsync(cancellationToken);

    /// <summary>Inserts an index range into the query for rows, because only a complete expression can be compiled.</summary>
    private static ListExpression List(Expression<Func<ImiDbContext, Guid, string[], InboxView, IQueryable<Participation>>> range)
    {
        var rows = InboxStatements.Rows;
        var count = Expression.Parameter(typeof(int), "count");
        var database = range.Parameters[0];
        Expression<Func<ImiDbContext, IQueryable<Exchange>>> exchanges = context => context.Set<Exchange>();
        var all = ReplacingExpressionVisitor.Replace(exchanges.Parameters[0], database, exchanges.Body);
        var body = new ReplacingExpressionVisitor([rows.Parameters[0], rows.Parameters[1], rows.Parameters[2]], [database, range.Body, all]).Visit(rows.Body);
        return Expression.Lambda<Func<ImiDbContext, Guid, Guid, string[], InboxView, int, IQueryable<InboxRow>>>(
            Expression.Call(typeof(Queryable), nameof(Queryable.Take), [typeof(InboxRow)], body, count),
            database,
            rows.Parameters[3],
            range.Parameters[1],
            range.Parameters[2],
            range.Parameters[3],
            count
        );
    }
}
