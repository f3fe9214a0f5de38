using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>Reads whether there still is a reason to remind people of exchanges. Reads no content.</summary>
public sealed class ReminderOccasionQuery(ImiDbContext database, ModuleCatalogue catalogue)
{
    /// <summary>Reads the reasons of several exchanges.</summary>
    /// <param name="exchanges">The identifiers.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The exchanges by id; without those that do not exist or whose definitions cannot be read.</returns>
    internal async Task<IReadOnlyDictionary<Guid, RemindedExchange>> OfAsync(IReadOnlyCollection<Guid> exchanges, CancellationToken cancellationToken)
    {
        var reminded = new Dictionary<Guid, RemindedExchange>();
        foreach (var exchange in await ExchangesQuery(database, exchanges).ToListAsync(cancellationToken))
        {
            try
            {
                var module = await catalogue.VersionAsync(exchange.Module, exchange.DefinitionVersion, cancellationToken);
                if (module.Procedure(exchange.Procedure) is { } procedure)
                    reminded[exchange.Id] = new RemindedExchange(exchange, module, ReminderOccasion.Of(exchange, procedure));
            }
            catch (InvalidOperationException)
            {
                // Definitions that are lost must not keep the mails about other exchanges from leaving. The job that reminds reports them.
            }
        }

        return reminded;
    }

    internal static IQueryable<Exchange> ExchangesQuery(ImiDbContext database, IReadOnlyCollection<Guid> ids) =>
        database.Set<Exchange>().AsNoTracking().Include(exchange => exchange.Participations).Where(exchange => ids.Contains(exchange.Id));
}

/// <summary>An exchange with the reasons to remind people of it now.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Module">Its module, in the version that it keeps.</param>
/// <param name="Occasions">The reasons; none if it is over.</param>
internal sealed record RemindedExchange(Exchange Exchange, PolicyModule Module, IReadOnlyList<ReminderOccasion> Occasions);
