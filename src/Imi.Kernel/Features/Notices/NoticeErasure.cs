using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Erasure;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Notices;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Notices;

/// <summary>Notices go when the exchange that they are about leaves the lists. A foreign key deletes those of a deleted user.</summary>
internal sealed class NoticeErasure(ImiDbContext database) : IErasable
{
    public IReadOnlyList<Type> Entities { get; } = [typeof(Notice)];

    public Task ExchangesHiddenAsync(List<Guid> exchanges, CancellationToken cancellationToken) => RemoveAsync(exchanges, cancellationToken);

    public Task ExchangesDeletedAsync(List<Guid> exchanges, CancellationToken cancellationToken) => RemoveAsync(exchanges, cancellationToken);

    public Task AuthorityMergedAsync(Guid from, Guid to, List<Guid>? exchanges, CancellationToken cancellationToken) =>
        exchanges is not null
            ? Task.CompletedTask
            : database
                .Set<Notice>()
                .Where(notice => notice.ByAuthorityId == from)
                .ExecuteUpdateAsync(change => change.SetProperty(notice => notice.ByAuthorityId, to), cancellationToken);

    /// <summary>The parties must still learn that an exchange was deleted early.</summary>
    private Task RemoveAsync(List<Guid> exchanges, CancellationToken cancellationToken) =>
        database
            .Set<Notice>()
            .Where(notice => EF.Parameter(exchanges).Contains(notice.ExchangeId!.Value) && notice.Action != KernelActions.EarlyDeletionGranted)
            .ExecuteDeleteAsync(cancellationToken);
}
