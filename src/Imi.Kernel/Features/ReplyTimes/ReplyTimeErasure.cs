using Imi.Kernel.Foundation.Erasure;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.ReplyTimes;

/// <summary>Deletes the usual reply time of a merged entry; the next calculation counts its exchanges for the entry that stays.</summary>
internal sealed class ReplyTimeErasure(ImiDbContext database) : IErasable
{
    public IReadOnlyList<Type> Entities { get; } = [typeof(ReplyTime)];

    public Task AuthorityMergedAsync(Guid from, Guid to, List<Guid>? exchanges, CancellationToken cancellationToken) =>
        exchanges is not null ? Task.CompletedTask : database.Set<ReplyTime>().Where(one => one.AuthorityId == from).ExecuteDeleteAsync(cancellationToken);
}
