using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges.Content;

/// <summary>Reads the exchanges that belong to another one: parts that were split off, and links.</summary>
public sealed class RelatedExchangeQuery(ImiDbContext database, ExchangeStore loader)
{
    /// <summary>Reads the parts that were split off from an exchange, the oldest first.</summary>
    public async Task<IReadOnlyList<SplitPart>> PartsAsync(Guid id, CancellationToken cancellationToken) =>
        await SplitParts(database, id).ToListAsync(cancellationToken);

    /// <summary>Queries the parts that were split off from an exchange, the oldest first.</summary>
    internal static IQueryable<SplitPart> SplitParts(ImiDbContext database, Guid id) =>
        database
            .Set<Exchange>()
            .AsNoTracking()
            .Where(part => part.ParentId == id && part.RecipientId != null)
            .OrderBy(part => part.Id)
            .Select(part => new SplitPart(part.Id, part.Number!, part.RecipientId!.Value, part.State, part.Phase, part.CreatedAt));

    /// <summary>Finds the authorities to which the exchanges that are linked with an exchange are addressed.</summary>
    internal async Task<IReadOnlyList<Guid>> RecipientsOfLinkedAsync(Guid id, CancellationToken cancellationToken) =>
        await LinkedQuery(database, id)
            .Where(other => other.RecipientId != null)
            .Select(other => other.RecipientId!.Value)
            .Distinct()
            .ToListAsync(cancellationToken);

    /// <summary>Queries the exchanges that are linked with an exchange.</summary>
    internal static IQueryable<Exchange> LinkedQuery(ImiDbContext database, Guid id) =>
        database
            .Set<ExchangeLink>()
            .Where(link => link.FromId == id || link.ToId == id)
            .Join(database.Set<Exchange>(), link => link.FromId == id ? link.ToId : link.FromId, other => other.Id, (_, other) => other);

    /// <summary>Reads the linked exchanges that the person may see too.</summary>
    public async Task<IReadOnlyList<LinkedExchange>> LinksAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        var links = await database.Set<ExchangeLink>().AsNoTracking().Where(link => link.FromId == id || link.ToId == id).ToListAsync(cancellationToken);
        var others = (await loader.SeenAsync([.. links.Select(link => link.ToId == id ? link.FromId : link.ToId)], actor, cancellationToken)).ToDictionary(
            other => other.Id
        );
        return
        [
            .. links
                .Select(link => (link.Kind, IsOrigin: link.ToId == id, Other: others.GetValueOrDefault(link.ToId == id ? link.FromId : link.ToId)))
                .Where(link => link.Other is not null)
                .Select(link => new LinkedExchange(
                    link.Other!.Id,
                    link.Other.Number,
                    link.Other.Module,
                    link.Other.Procedure,
                    link.Other.State,
                    link.Kind,
                    link.IsOrigin
                )),
        ];
    }
}
