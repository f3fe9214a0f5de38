using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Erasure;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.BlockedData;

/// <summary>
/// Records that an unblocking ended with its last day, so that the parties see it. Access itself ends without this record, because
/// reading compares the day.
/// </summary>
public sealed class UnblockingEndService(ImiDbContext database, TimelineStore timelines, TimeProvider time) : IRetentionStep
{
    private const int Most = 1_000;

    /// <summary>Ends the unblockings whose last day is before the given day and records each end in the timeline. Can be repeated.</summary>
    public async Task RunAsync(DateOnly day, CancellationToken cancellationToken)
    {
        foreach (var id in await Ended(database, day).Select(request => request.Id).Take(Most).ToListAsync(cancellationToken))
        {
            try
            {
                await RecordEndAsync(id, cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                // A person acts on the exchange at the same time: the next run records the end.
            }

            database.ChangeTracker.Clear();
        }
    }

    /// <summary>Marks an unblocking as ended and blocks the data again for the authority that asked.</summary>
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

    private Task<bool> RecordEndAsync(Guid id, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                if (
                    await database.Set<BlockedDataRequest>().FirstOrDefaultAsync(request => request.Id == id && request.EndedAt == null, stop)
                    is not { } request
                )
                    return false; // Another node recorded it first.
                var exchange = await database.Set<Exchange>().Include(found => found.Participations).FirstAsync(found => found.Id == request.ExchangeId, stop);
                End(exchange, request, time.GetUtcNow().UtcDateTime);
                exchange.CountChange();
                await timelines.RecordAsync(exchange, KernelActions.UnblockingEnded, exchange.State, PlatformActor.Actor, Guid.Empty, null, stop);
                return true;
            },
            cancellationToken
        );
}
