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
public sealed class UnblockingEndService(ImiDbContext database, ExchangeTransactions transactions) : IRetentionStep
{
    private const int Most = 1_000;

    /// <summary>Ends the unblockings whose last day is before the given day and records each end in the timeline. Can be repeated.</summary>
    public async Task RunAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var ended = await Ended(database, day).Select(request => new { request.Id, request.ExchangeId }).Take(Most).ToListAsync(cancellationToken);
        foreach (var one in ended)
        {
            try
            {
                await RecordEndAsync(one.ExchangeId, one.Id, cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                // A person acts on the exchange at the same time: the next run records the end.
            }
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

    private Task<Outcome<bool>> RecordEndAsync(Guid exchange, Guid id, CancellationToken cancellationToken) =>
        transactions.ChangeAsPlatformAsync(
            exchange,
            async (change, stop) =>
            {
                transactions.Measure(change.Procedure, KernelActions.UnblockingEnded);
                if (
                    await database.Set<BlockedDataRequest>().FirstOrDefaultAsync(request => request.Id == id && request.EndedAt == null, stop)
                    is not { } request
                )
                    return Outcome<bool>.NotFound; // Another node recorded it first.
                End(change.Exchange, request, change.Now);
                await change.CountAndRecordAsync(KernelActions.UnblockingEnded, Guid.Empty, null, stop);
                return Outcome<bool>.Done(true);
            },
            cancellationToken
        );
}
