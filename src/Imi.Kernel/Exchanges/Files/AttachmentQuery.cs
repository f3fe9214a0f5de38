using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges.Files;

/// <summary>Lists the files of an exchange for a person who may see them.</summary>
public sealed class AttachmentQuery(ImiDbContext database, AccessPolicy policy)
{
    /// <summary>Lists the files, also withdrawn ones, the oldest first.</summary>
    internal async Task<IReadOnlyList<AttachedFile>> ReadAsync(
        ExchangeContext context,
        Actor actor,
        ExchangeCipher cipher,
        IReadOnlyList<TimelineEntry> timeline,
        CancellationToken cancellationToken
    )
    {
        var id = context.Exchange.Id;
        var files = await database
            .Set<Attachment>()
            .AsNoTracking()
            .Where(file => file.ExchangeId == id && file.IsComplete)
            .OrderBy(file => file.Id)
            .ToListAsync(cancellationToken);
        var names = files.ToDictionary(file => file.Id, file => AttachmentStore.NameOf(file, cipher));
        var namesakes = files
            .GroupBy(file => names[file.Id], StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .SelectMany(group => group.Select((file, index) => (file.Id, Place: index + 1)))
            .ToDictionary(one => one.Id, one => one.Place);
        var isDraft = context.Exchange.Phase == Phase.Draft;
        var mayRemove = isDraft && policy.MayContribute(actor, context.Access).IsAllowed;
        return
        [
            .. files.Select(file => new AttachedFile(file.Id, names[file.Id], file.ContentType, file.Size, file.UserId, file.AuthorityId, file.CreatedAt)
            {
                IsPositionRemoved = file.IsPositionRemoved,
                Namesake = namesakes.TryGetValue(file.Id, out var place) ? place : null,
                Withdrawal = file.WithdrawnAt is { } at ? new FileWithdrawal(at, file.WithdrawnById, AttachmentStore.WithdrawalReasonOf(file, cipher)) : null,
                MayTakeBack = isDraft
                    ? mayRemove
                    : file.WithdrawnAt is null
                        && policy.MayWithdrawFile(actor, context.Access, ExchangeStore.SuccessorIn(timeline, file.AuthorityId)).IsAllowed,
            }),
        ];
    }
}
