using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>Shows the parties of an exchange who in their own authority opened it, as the journal has it.</summary>
public sealed class AccessLogQuery(ImiDbContext database, ExchangeStore loader, AccessPolicy policy, UserService people, AuthorityDirectory directory)
{
    /// <summary>What the journal calls it when a file is handed out.</summary>
    internal const string Download = "download";

    /// <summary>What counts as opening.</summary>
    private static readonly string[] Ways = ["view", "print", "api", "edit", Download, OpenedSpecial.ViewEntry];

    /// <summary>Who opened it, in which way and when last, the latest first; null where the person sees no content of it.</summary>
    public async Task<ExchangeAccessLog?> ReadAsync(Guid id, Actor actor, string language, CancellationToken cancellationToken)
    {
        if (await loader.SeenAsync(id, actor, cancellationToken) is not { } context || policy.AccessLogsSeenBy(actor, context.Facts) is not [_, ..] own)
            return null;
        var looks = await Looks(database, id, own).ToListAsync(cancellationToken);
        database.ChangeTracker.Clear();
        return new ExchangeAccessLog(
            context.Exchange,
            [.. looks.OrderByDescending(look => look.Last)],
            await people.NamesAsync(looks.Select(look => look.UserId), language, cancellationToken),
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
        } into looks
        select new AccessLogLine(looks.Key.UserId!.Value, looks.Key.AuthorityId!.Value, looks.Key.What, looks.Count(), looks.Max(entry => entry.At));
}

/// <summary>Who of a person's own authorities opened an exchange.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Items">Who, in which way, how often.</param>
/// <param name="People">What they are called.</param>
/// <param name="Authorities">The person's authorities that take part.</param>
public sealed record ExchangeAccessLog(
    Exchange Exchange,
    IReadOnlyList<AccessLogLine> Items,
    IReadOnlyDictionary<Guid, string> People,
    IReadOnlyDictionary<Guid, Authority> Authorities
);

/// <summary>How often somebody opened an exchange in a way.</summary>
/// <param name="UserId">Who.</param>
/// <param name="AuthorityId">In which authority's name.</param>
/// <param name="Way">How, as the journal calls it.</param>
/// <param name="Count">How often.</param>
/// <param name="Last">When last, UTC.</param>
public sealed record AccessLogLine(Guid UserId, Guid AuthorityId, string Way, int Count, DateTime Last);
