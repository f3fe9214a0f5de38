using Imi.Kernel.Foundation.Erasure;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.PrivateNotes;

/// <summary>Deletes private notes together with the content of their exchange, and moves them to the entry into which an authority is merged.</summary>
internal sealed class PrivateNoteErasure(ImiDbContext database) : IErasable
{
    public IReadOnlyList<Type> Entities { get; } = [typeof(PrivateNote)];

    public Task ExchangesDeletedAsync(List<Guid> exchanges, CancellationToken cancellationToken) =>
        database.Set<PrivateNote>().Where(note => EF.Parameter(exchanges).Contains(note.ExchangeId)).ExecuteDeleteAsync(cancellationToken);

    public Task AuthorityMergedAsync(Guid from, Guid to, List<Guid>? exchanges, CancellationToken cancellationToken) =>
        database
            .Set<PrivateNote>()
            .Where(note => note.AuthorityId == from && (exchanges == null || exchanges.Contains(note.ExchangeId)))
            .ExecuteUpdateAsync(change => change.SetProperty(note => note.AuthorityId, to), cancellationToken);
}
