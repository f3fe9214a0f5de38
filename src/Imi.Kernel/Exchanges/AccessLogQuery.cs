using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>Reads the access log of an exchange from the journal: the views by a person's own authorities, never those by the counterpart.</summary>
public sealed class AccessLogQuery(ImiDbContext database, ExchangeStore loader, AccessPolicy policy, UserService people, AuthorityDirectory directory)
{
    private static readonly string[] Ways =
    [
        ExchangeViews.Page,
        ExchangeViews.Print,
        ExchangeViews.Pdf,
        ExchangeViews.Api,
        ExchangeViews.Edit,
        ExchangeViews.Download,
        ExchangeViews.Found,
        ExchangeViews.Special,
    ];

    /// <summary>Reads the access log, the latest view first; null if the person may not see the access log of any party.</summary>
    public async Task<ExchangeAccessLog?> ReadAsync(Guid id, Actor actor, string language, CancellationToken cancellationToken)
    {
        if (await loader.SeenAsync(id, actor, cancellationToken) is not { } context || policy.AccessLogsSeenBy(actor, context.Access) is not [_, ..] own)
            return null;
        var lines = await Looks(database, id, own).ToListAsync(cancellationToken);
        return new ExchangeAccessLog(
            context.Exchange,
            [.. lines.OrderByDescending(line => line.Last)],
            await people.NamesAsync(lines.Select(line => line.UserId), language, cancellationToken),
            await directory.FindAsync(own, cancellationToken)
        );
    }

    internal static IQueryable<AccessLogLine> Looks(ImiDbContext database, Guid exchange, IReadOnlyList<Guid> authorities) =>
        from entry in database.Set<JournalEntry>()
        where
            entry.ExchangeId == exchange
            && entry.UserId != null
            && entry.AuthorityId != null
            && authorities.Contains(entry.AuthorityId.Value)
            && Ways.Contains(entry.What)
        group entry by new
        {
            entry.UserId,
            entry.AuthorityId,
            entry.What,
        } into views
        select new AccessLogLine(views.Key.UserId!.Value, views.Key.AuthorityId!.Value, views.Key.What, views.Count(), views.Max(entry => entry.At));
}

/// <summary>The access log of an exchange, for a person's own authorities.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Items">The views, grouped by person, authority and way; the latest first.</param>
/// <param name="People">The names of the people, by id.</param>
/// <param name="Authorities">The authorities whose views the person sees, by id.</param>
public sealed record ExchangeAccessLog(
    Exchange Exchange,
    IReadOnlyList<AccessLogLine> Items,
    IReadOnlyDictionary<Guid, string> People,
    IReadOnlyDictionary<Guid, Authority> Authorities
);

/// <summary>The views of an exchange by one person, in the name of one authority and in one way.</summary>
/// <param name="UserId">The person.</param>
/// <param name="AuthorityId">The authority in whose name the person opened it.</param>
/// <param name="Way">The journal's word for the view, such as <c>print</c>.</param>
/// <param name="Count">The number of views.</param>
/// <param name="Last">When the last view was, UTC.</param>
public sealed record AccessLogLine(Guid UserId, Guid AuthorityId, string Way, int Count, DateTime Last);
