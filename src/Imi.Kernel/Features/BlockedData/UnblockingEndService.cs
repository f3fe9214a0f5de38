using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Erasure;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.BlockedData;

/// <summary>Tells the parties that the reading of hidden data has ended. The end itself needs nobody: it is a day that has passed.</summary>
public sealed class UnblockingEndService(ImiDbContext database, TimelineStore timelines, TimeProvider time) : IRetentionStep
{
    private const int Most = 1_000;

    /// <summary>Ends the readings whose last day has passed, and notifies the parties.</summary>
    public async Task RunAsync(DateOnly day, CancellationToken cancellationToken)
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
    internal static void End(Exchange exchange, BlockedDataRequest request, DateTime at)
    {
        request.End(at);
        foreach (var part in exchange.Participations.Where(part => part.AuthorityId == request.AuthorityId))
            part.Block();
    }

    internal static IQueryable<BlockedDataRequest> Ended(ImiDbContext database, DateOnly day) =>
        database
            .Set<BlockedDataRequest>()
            .Where(request => request.Kind == BlockedDataRequestKind.Unblocking && request.EndedAt == null && request.Until < day)
            .OrderBy(request => request.Until);

    private Task<bool> TellEndedAsync(Guid id, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                if (
                    await database.Set<BlockedDataRequest>().FirstOrDefaultAsync(request => request.Id == id && request.EndedAt == null, stop)
                    is not { } request
                )
                    return false; // Another node was first.
                var exchange = await database.Set<Exchange>().Include(found => found.Participations).FirstAsync(found => found.Id == request.ExchangeId, stop);
                End(exchange, request, time.GetUtcNow().UtcDateTime);
                exchange.Revision++;
                await timelines.RecordAsync(exchange, KernelActions.UnblockingEnded, exchange.State, PlatformActor.Actor, Guid.Empty, null, stop);
                return true;
            },
            cancellationToken
        );
}
