using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Erasure;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Notices;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Notices;

/// <summary>Deletes notices when their exchange is hidden or deleted. A foreign key deletes those of a deleted user.</summary>
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

    /// <summary>Deletes the notices about exchanges, except those of an early deletion, which the parties must still receive.</summary>
    private Task RemoveAsync(List<Guid> exchanges, CancellationToken cancellationToken) =>
        database
            .Set<Notice>()
            .Where(notice => EF.Parameter(exchanges).Contains(notice.ExchangeId!.Value) && notice.Action != KernelActions.EarlyDeletionGranted)
            .ExecuteDeleteAsync(cancellationToken);
}
