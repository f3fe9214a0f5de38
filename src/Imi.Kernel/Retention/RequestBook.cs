using Imi.Kernel.Access;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Retention;

/// <summary>Tells the parties that the reading of hidden data has ended. The end itself needs nobody: it is a day that has passed.</summary>
internal sealed class RequestBook(ImiDbContext database, ExchangeChronicle chronicle, TimeProvider time)
{
    private const int Most = 1_000;

    /// <summary>Tells of what ended before a day and was not told yet.</summary>
    public async Task TellEndedAsync(DateOnly day, CancellationToken cancellationToken)
    {
        foreach (var id in await Ended(database, day).Select(request => request.Id).Take(Most).ToListAsync(cancellationToken))
        {
            try
            {
                await TellEndedAsync(id, cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Somebody acts on the exchange: the next run tells.
            }

            database.ChangeTracker.Clear();
        }
    }

    /// <summary>Ends a reading.</summary>
    public static void End(Exchange exchange, RetentionRequest request, DateTime at)
    {
        request.End(at);
        foreach (var part in exchange.Participations.Where(part => part.AuthorityId == request.AuthorityId))
            part.Block();
    }

    internal static IQueryable<RetentionRequest> Ended(ImiDbContext database, DateOnly day) =>
        database.RetentionRequests.Where(request => request.Kind == RequestKind.Unblocking && request.EndedAt == null && request.Until < day).OrderBy(request => request.Until);

    private Task<bool> TellEndedAsync(Guid id, CancellationToken cancellationToken) => database.WriteAsync(
        async stop =>
        {
            if (await database.RetentionRequests.FirstOrDefaultAsync(request => request.Id == id && request.EndedAt == null, stop) is not { } request)
                return false; // Another node was first.
            var exchange = await database.Exchanges.Include(found => found.Participations).FirstAsync(found => found.Id == request.ExchangeId, stop);
            End(exchange, request, time.GetUtcNow().UtcDateTime);
            exchange.Revision++;
            await chronicle.TellAsync(exchange, KernelActions.UnblockingEnded, exchange.State, PlatformActor.Actor, Guid.Empty, null, stop);
            return true;
        },
        cancellationToken);
}
