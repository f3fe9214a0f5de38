using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Ledger;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.FileWithdrawal;

/// <summary>
/// Removes files from drafts without a trace of their content, and withdraws files after sending: the bytes are destroyed and the entry stays
/// with name and reason. Repeated calls, also simultaneous ones, take effect once.
/// </summary>
public sealed class FileWithdrawalService(
    ImiDbContext database,
    ExchangeStore loader,
    ExchangeTransactions transactions,
    FileErasureStore erasure,
    LedgerStore ledger,
    AccessPolicy policy
)
{
    /// <summary>The longest reason in characters.</summary>
    public const int LongestReason = 500;

    /// <summary>Removes a file from a draft.</summary>
    /// <returns>The file's identifier, also if it was removed before; refused once the exchange is sent.</returns>
    public async Task<Outcome<Guid>> RemoveAsync(Guid id, Guid file, Actor actor, SubmissionKey? key, CancellationToken cancellationToken)
    {
        var outcome = await transactions.ChangeAsync(
            id,
            actor,
            key,
            $"remove-file {id} {file}",
            async (change, stop) =>
            {
                if (change.RefusalToAdd<Guid>(mayBeDraft: true, out var authority) is { } refusal)
                    return refusal;
                if (!await database.Set<Attachment>().AnyAsync(one => one.Id == file && one.ExchangeId == id && one.IsComplete, stop))
                    return await WasRemovedAsync(id, file, stop) ? Outcome<Guid>.Done(file) : Outcome<Guid>.NotFound;
                if (change.Exchange.Phase != Phase.Draft)
                    return Outcome<Guid>.Refused(new AccessReason("file.only-withdrawn"));
                await erasure.DestroyAsync(LedgerAction.FileRemoved, file, stop);
                await change.RecordAdditionAsync(KernelActions.RemoveFile, authority, entry => entry.ContentId = file, stop);
                return Outcome<Guid>.Done(file);
            },
            cancellationToken,
            ledger.LockAsync
        );
        return await KeptAsync(outcome, cancellationToken);
    }

    /// <summary>Withdraws a file that the person's authority attached to a sent exchange, and notifies all parties.</summary>
    /// <param name="id">The exchange.</param>
    /// <param name="file">The file.</param>
    /// <param name="reason">The reason, at most <see cref="LongestReason"/> characters; required. Everyone who sees the files can read it.</param>
    /// <param name="actor">The person who withdraws the file.</param>
    /// <param name="key">The key that makes a repeated submission harmless; null for none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The file's identifier, also if it was withdrawn before; refused for a draft.</returns>
    public async Task<Outcome<Guid>> WithdrawAsync(Guid id, Guid file, string reason, Actor actor, SubmissionKey? key, CancellationToken cancellationToken)
    {
        var outcome = await transactions.ChangeAsync(
            id,
            actor,
            key,
            $"withdraw-file {id} {file} {reason}",
            async (change, stop) =>
            {
                var context = change.Context;
                if (context.Access.IsContentLost)
                    return Outcome<Guid>.Refused(new AccessReason("access.content-unreadable"));
                if (
                    policy.SightOf(actor, context.Access) != Sight.Full
                    || await database.Set<Attachment>().FirstOrDefaultAsync(one => one.Id == file && one.ExchangeId == id && one.IsComplete, stop)
                        is not { } attachment
                )
                {
                    return Outcome<Guid>.NotFound;
                }

                var decision = policy.MayWithdrawFile(actor, context.Access, await loader.SuccessorAsync(id, attachment.AuthorityId, stop));
                if (!decision.IsAllowed)
                    return Outcome<Guid>.Forbidden(decision.Reasons);
                if (context.Exchange.Phase == Phase.Draft)
                    return Outcome<Guid>.Refused(new AccessReason("file.only-removed"));
                if (attachment.WithdrawnAt is not null)
                    return Outcome<Guid>.Done(file);
                var text = FormEngine.CleanText(reason);
                if (TextChecks.Lines("reason", text, LongestReason, isRequired: true) is { } wrong)
                    return Outcome<Guid>.Invalid(wrong);
                attachment.WithdrawnAt = change.Now;
                attachment.WithdrawnById = actor.UserId;
                attachment.WithdrawalReasonCipher = change.Cipher.EncryptText(text, AttachmentStore.ReasonPurpose(file));
                await erasure.DestroyAsync(LedgerAction.FileWithdrawn, file, stop);
                await change.RecordAdditionAsync(KernelActions.WithdrawFile, decision.Party!.Value, entry => entry.ContentId = file, stop);
                return Outcome<Guid>.Done(file);
            },
            cancellationToken,
            ledger.LockAsync
        );
        return await KeptAsync(outcome, cancellationToken);
    }

    private Task<bool> WasRemovedAsync(Guid id, Guid file, CancellationToken cancellationToken) =>
        database
            .Set<TimelineEntry>()
            .AnyAsync(entry => entry.ExchangeId == id && entry.What == KernelActions.RemoveFile && entry.ContentId == file, cancellationToken);

    /// <summary>Writes the ledger's file at once, because a restore of the database would otherwise bring the destroyed file back.</summary>
    private async Task<Outcome<Guid>> KeptAsync(Outcome<Guid> outcome, CancellationToken cancellationToken)
    {
        if (outcome.IsDone)
            await ledger.WriteFileAsync(cancellationToken);
        return outcome;
    }
}
