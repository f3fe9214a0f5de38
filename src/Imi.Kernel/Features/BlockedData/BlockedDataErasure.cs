using Imi.Kernel.Foundation.Erasure;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.BlockedData;

/// <summary>Deletes the requests about hidden data together with the content of their exchange.</summary>
internal sealed class BlockedDataErasure(ImiDbContext database) : IErasable
{
    public IReadOnlyList<Type> Entities { get; } = [typeof(BlockedDataRequest)];

    public Task ExchangesDeletedAsync(List<Guid> exchanges, CancellationToken cancellationToken) =>
        database.Set<BlockedDataRequest>().Where(request => EF.Parameter(exchanges).Contains(request.ExchangeId)).ExecuteDeleteAsync(cancellationToken);

    public Task AuthorityMergedAsync(Guid from, Guid to, List<Guid>? exchanges, CancellationToken cancellationToken) =>
        database
            .Set<BlockedDataRequest>()
            .Where(request => request.AuthorityId == from && (exchanges == null || exchanges.Contains(request.ExchangeId)))
            .ExecuteUpdateAsync(change => change.SetProperty(request => request.AuthorityId, to), cancellationToken);
}
