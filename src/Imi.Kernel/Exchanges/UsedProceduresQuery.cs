using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>Counts the procedures that authorities have used lately, so that the most used can be offered first.</summary>
public sealed class UsedProceduresQuery(ImiDbContext database)
{
    /// <summary>The number of last changed exchanges that are counted for each authority.</summary>
    private const int Latest = 200;

    /// <summary>
    /// Counts, by module and procedure, the last changed exchanges of which one of the authorities is the sender. Considers at most five authorities, at
    /// which the person has a role.
    /// </summary>
    public async Task<IReadOnlyDictionary<(string Module, string Procedure), int>> CountAsync(
        Actor actor,
        IReadOnlyList<Guid> authorities,
        CancellationToken cancellationToken
    )
    {
        var counts = new Dictionary<(string, string), int>();
        foreach (var authority in authorities.Where(authority => actor.Grants.Any(grant => grant.AuthorityId == authority)).Take(5))
        {
            foreach (var (module, procedure) in await SentBy(database, authority).Take(Latest).ToListAsync(cancellationToken))
                counts[(module, procedure)] = counts.GetValueOrDefault((module, procedure)) + 1;
        }

        return counts;
    }

    internal static IQueryable<ValueTuple<string, string>> SentBy(ImiDbContext database, Guid authority) =>
        database
            .Set<Participation>()
            .Where(part => part.AuthorityId == authority && part.Capacity == ParticipationCapacity.Sender)
            .OrderByDescending(part => part.UpdatedAt)
            .Join(
                database.Set<Exchange>(),
                part => part.ExchangeId,
                exchange => exchange.Id,
                (_, exchange) => new ValueTuple<string, string>(exchange.Module, exchange.Procedure)
            );
}
