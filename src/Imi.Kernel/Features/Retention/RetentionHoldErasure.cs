using Imi.Kernel.Foundation.Erasure;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Retention;

/// <summary>Deletes the legal holds of an exchange together with its content. By then all of them have been lifted.</summary>
internal sealed class RetentionHoldErasure(ImiDbContext database) : IErasable
{
    public IReadOnlyList<Type> Entities { get; } = [typeof(RetentionHold)];

    public Task ExchangesDeletedAsync(List<Guid> exchanges, CancellationToken cancellationToken) =>
        database.Set<RetentionHold>().Where(hold => EF.Parameter(exchanges).Contains(hold.ExchangeId)).ExecuteDeleteAsync(cancellationToken);

    public Task AuthorityMergedAsync(Guid from, Guid to, List<Guid>? exchanges, CancellationToken cancellationToken) =>
        database
            .Set<RetentionHold>()
            .Where(hold => hold.AuthorityId == from && (exchanges == null || exchanges.Contains(hold.ExchangeId)))
            .ExecuteUpdateAsync(change => change.SetProperty(hold => hold.AuthorityId, to), cancellationToken);
}
