using Imi.Kernel.Access;
using Imi.Kernel.Audit;
using Imi.Kernel.Forms;
using Imi.Kernel.Modules;
using Imi.Kernel.Persistence;
using Imi.Kernel.Vault;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>What the parties add to an exchange without moving it: messages, files, links.</summary>
public sealed class ContributionDesk
{
    private static readonly TimeSpan UnfinishedFor = TimeSpan.FromDays(1);

    private readonly ImiDbContext _database;
    private readonly AccessPolicy _policy;
    private readonly ExchangeVault _vault;
    private readonly ExchangeLoader _loader;
    private readonly ContentBook _content;
    private readonly AttachmentStore _files;
    private readonly ExchangeChronicle _chronicle;
    private readonly ExchangeTransactions _transactions;
    private readonly Journal _journal;
    private readonly TimeProvider _time;

    internal ContributionDesk(
        ImiDbContext database, AccessPolicy policy, ExchangeVault vault, ExchangeLoader loader, ContentBook content, AttachmentStore files,
        ExchangeChronicle chronicle, ExchangeTransactions transactions, Journal journal, TimeProvider time)
    {
        _database = database;
        _policy = policy;
        _vault = vault;
        _loader = loader;
        _content = content;
        _files = files;
        _chronicle = chronicle;
        _transactions = transactions;
        _journal = journal;
        _time = time;
    }

    /// <summary>Writes a message to the other party.</summary>
    /// <returns>The message's identity.</returns>
    public Task<Outcome<Guid>> WriteAsync(Guid id, NewMessage message, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        _transactions.RunAsync(actor, key, $"message {id}", cancellationToken, async stop =>
        {
            var (context, authority, refusal) = await ContributorAsync(id, actor, mayBeDraft: false, stop);
            if (refusal is not null)
                return refusal;
            var text = FormEngine.CleanText(message.Text);
            if (TextChecks.Lines("text", text, ContentBook.LongestMessage, isRequired: true) is { } wrong)
                return Outcome<Guid>.Invalid(wrong);
            using var cipher = await _vault.OpenAsync(id, stop);
            var document = _content.Add(context!.Exchange, cipher, ContentKind.Message, "", text, message.Language, actor.UserId, authority);
            await TellAsync(context, KernelActions.Message, actor, authority, entry => entry.ContentId = document.Id, stop);
            return Outcome<Guid>.Done(document.Id);
        });

    /// <summary>Links an exchange to another that the person may see too, by its number.</summary>
    /// <returns>The other exchange's identity.</returns>
    public Task<Outcome<Guid>> LinkAsync(Guid id, string number, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        _transactions.RunAsync(actor, key, $"link {id} {number}", cancellationToken, async stop =>
        {
            var (context, authority, refusal) = await ContributorAsync(id, actor, mayBeDraft: true, stop);
            if (refusal is not null)
                return refusal;
            var wanted = number.Trim().ToUpperInvariant();
            var other = await _database.Exchanges
                .Where(exchange => exchange.Number == wanted && exchange.Id != id)
                .Select(exchange => exchange.Id)
                .FirstOrDefaultAsync(stop);
            if (other == Guid.Empty || await _loader.SeenAsync(other, actor, stop) is null)
                return Outcome<Guid>.Invalid(new FieldError("number", "exchange.link-not-found"));
            if (await _database.Links.AnyAsync(link => (link.FromId == id && link.ToId == other) || (link.FromId == other && link.ToId == id), stop))
                return Outcome<Guid>.Done(other);
            _database.Links.Add(new ExchangeLink(id, other, LinkKind.Related));
            await TellAsync(context!, KernelActions.Link, actor, authority, entry => entry.OtherExchangeId = other, stop);
            return Outcome<Guid>.Done(other);
        });

    /// <summary>Takes a link back that somebody made by mistake. What was split off or copied stays linked.</summary>
    /// <returns>The other exchange's identity.</returns>
    public Task<Outcome<Guid>> UnlinkAsync(Guid id, Guid other, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        _transactions.RunAsync(actor, key, $"unlink {id} {other}", cancellationToken, async stop =>
        {
            var (context, authority, refusal) = await ContributorAsync(id, actor, mayBeDraft: true, stop);
            if (refusal is not null)
                return refusal;
            var link = await _database.Links.FirstOrDefaultAsync(
                one => one.Kind == LinkKind.Related && ((one.FromId == id && one.ToId == other) || (one.FromId == other && one.ToId == id)), stop);
            if (link is null || await _loader.SeenAsync(other, actor, stop) is null)
                return Outcome<Guid>.NotFound;
            _database.Links.Remove(link);
            await TellAsync(context!, KernelActions.Unlink, actor, authority, entry => entry.OtherExchangeId = other, stop);
            return Outcome<Guid>.Done(other);
        });

    /// <summary>
    /// Attaches a file. It is read once, checked by its content, encrypted and stored piece by piece; it belongs to the
    /// exchange only when all of it has arrived.
    /// </summary>
    /// <returns>The attachment's identity; refused when the file is too large, of a kind that is not taken, or not what its name says.</returns>
    public async Task<Outcome<Guid>> AttachAsync(
        Guid id, string fileName, Stream bytes, Actor actor, SubmissionKey? key, CancellationToken cancellationToken)
    {
        var (context, authority, refusal) = await ContributorAsync(id, actor, mayBeDraft: true, cancellationToken);
        if (refusal is not null)
            return refusal;
        var name = FileNames.Clean(fileName);
        var attachment = new Attachment(OrderedId.Next(_time.GetUtcNow()), id, actor.UserId, authority, _time.GetUtcNow().UtcDateTime);
        _database.ChangeTracker.Clear();
        using var cipher = await _vault.OpenAsync(id, cancellationToken);
        if (await _files.WriteAsync(attachment, name, bytes, cipher, cancellationToken) is { } wrong)
            return Outcome<Guid>.Invalid(wrong);
        var outcome = await _transactions.RunAsync(actor, key, $"attach {id} {name} {attachment.Digest}", cancellationToken, async stop =>
        {
            // The exchange may have been closed while the bytes came in.
            var (current, stillAuthority, late) = await ContributorAsync(id, actor, mayBeDraft: true, stop);
            if (late is not null)
                return late;
            var stored = await _database.Attachments.FirstAsync(file => file.Id == attachment.Id, stop);
            stored.IsComplete = true;
            await TellAsync(current!, KernelActions.Attach, actor, stillAuthority, entry => entry.ContentId = attachment.Id, stop);
            return Outcome<Guid>.Done(attachment.Id);
        });
        if (!outcome.IsDone || outcome.Value != attachment.Id)
            await _files.RemoveAsync(attachment.Id, cancellationToken);
        return outcome;
    }

    /// <summary>Opens a file of an exchange for reading; the journal notes it.</summary>
    /// <returns>The file, not found where the person may not see the exchange's content, refused where nobody can.</returns>
    public async Task<Outcome<FileContent>> OpenAsync(Guid id, Guid attachmentId, Actor actor, CancellationToken cancellationToken)
    {
        if (await _loader.SeenAsync(id, actor, cancellationToken) is not { } context)
            return Outcome<FileContent>.NotFound;
        if (context.Facts.IsContentLost)
            return Outcome<FileContent>.Refused(new AccessReason("access.content-lost"));
        if (_policy.SightOf(actor, context.Facts) != Sight.Full)
            return Outcome<FileContent>.NotFound;
        var attachment = await _database.Attachments.AsNoTracking()
            .FirstOrDefaultAsync(file => file.Id == attachmentId && file.ExchangeId == id && file.IsComplete, cancellationToken);
        if (attachment is null)
            return Outcome<FileContent>.NotFound;
        var own = _policy.MayContribute(actor, context.Facts).Party ?? _policy.SeesLooksOf(actor, context.Facts).Select(authority => (Guid?)authority).FirstOrDefault();
        await _database.WriteAsync(
            async stop =>
            {
                await _journal.AppendAsync(actor.UserId, own, id, LookDesk.Download, context.ReadingOf(actor) is { } reading ? $"{attachmentId} {reading.Purpose}" : attachmentId.ToString(), stop);
                return true;
            },
            cancellationToken);
        var cipher = await _vault.OpenAsync(id, cancellationToken);
        return Outcome<FileContent>.Done(_files.Open(attachment, cipher));
    }

    /// <summary>Removes files whose bytes stopped coming in a day ago.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> RemoveUnfinishedFilesAsync(CancellationToken cancellationToken) =>
        _files.RemoveIncompleteAsync((_time.GetUtcNow() - UnfinishedFor).UtcDateTime, cancellationToken);

    private async Task<(ExchangeContext? Context, Guid Authority, Outcome<Guid>? Refusal)> ContributorAsync(
        Guid id, Actor actor, bool mayBeDraft, CancellationToken cancellationToken)
    {
        if (await _loader.SeenAsync(id, actor, cancellationToken) is not { } context)
            return (null, default, Outcome<Guid>.NotFound);
        var decision = _policy.MayContribute(actor, context.Facts);
        if (!decision.IsAllowed)
            return (context, default, Outcome<Guid>.Forbidden(decision.Reasons));
        return context.Exchange.Phase == Phase.Open || (mayBeDraft && context.Exchange.Phase == Phase.Draft)
            ? (context, decision.Party!.Value, null)
            : (context, default, Outcome<Guid>.Refused(new AccessReason("exchange.not-open")));
    }

    private Task TellAsync(
        ExchangeContext context, string what, Actor actor, Guid authority, Action<TimelineEntry> complete, CancellationToken cancellationToken)
    {
        context.Exchange.UpdatedAt = _time.GetUtcNow().UtcDateTime;
        ExchangeMoves.Refresh(context.Exchange);
        return _chronicle.TellAsync(
            context.Exchange, what, context.Exchange.State, actor, authority,
            entry =>
            {
                entry.ThroughId = context.Facts.Through(actor, authority);
                complete(entry);
            },
            cancellationToken);
    }
}
