using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>What the parties add to an exchange without moving it: messages and links. Files: <see cref="AttachmentService"/>.</summary>
public sealed class ContributionService
{
    /// <summary>The longest message in characters.</summary>
    public const int LongestMessage = ContentStore.LongestMessage;

    private readonly ImiDbContext _database;
    private readonly ExchangeVault _vault;
    private readonly ExchangeStore _loader;
    private readonly ContentStore _content;
    private readonly ContributionStore _contributions;
    private readonly ExchangeTransactions _transactions;

    internal ContributionService(
        ImiDbContext database, ExchangeVault vault, ExchangeStore loader, ContentStore content, ContributionStore contributions, ExchangeTransactions transactions)
    {
        _database = database;
        _vault = vault;
        _loader = loader;
        _content = content;
        _contributions = contributions;
        _transactions = transactions;
    }

    /// <summary>Writes a message to the other party.</summary>
    /// <returns>The message's identity.</returns>
    public Task<Outcome<Guid>> WriteAsync(Guid id, NewMessage message, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        _transactions.RunAsync(actor, key, id, $"message {id}", cancellationToken, async stop =>
        {
            var (context, authority, refusal) = await _contributions.LoadAsync(id, actor, mayBeDraft: false, stop);
            if (refusal is not null)
                return refusal;
            var text = FormEngine.CleanText(message.Text);
            if (TextChecks.Lines("text", text, ContentStore.LongestMessage, isRequired: true) is { } wrong)
                return Outcome<Guid>.Invalid(wrong);
            using var cipher = await _vault.OpenAsync(id, stop);
            var document = _content.Add(context!.Exchange, cipher, ContentKind.Message, "", text, message.Language, actor.UserId, authority);
            await _contributions.TellAsync(context, KernelActions.Message, actor, authority, entry => entry.ContentId = document.Id, stop);
            await ActionDraftService.RemoveAsync(_database, id, KernelActions.Message, actor, stop);
            return Outcome<Guid>.Done(document.Id);
        });

    /// <summary>Links an exchange to another that the person may see too, by its number.</summary>
    /// <returns>The other exchange's identity.</returns>
    public Task<Outcome<Guid>> LinkAsync(Guid id, string number, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        _transactions.RunAsync(actor, key, id, $"link {id} {number}", cancellationToken, async stop =>
        {
            var (context, authority, refusal) = await _contributions.LoadAsync(id, actor, mayBeDraft: true, stop);
            if (refusal is not null)
                return refusal;
            var wanted = number.Trim().ToUpperInvariant();
            var other = await _database.Set<Exchange>()
                .Where(exchange => exchange.Number == wanted && exchange.Id != id)
                .Select(exchange => exchange.Id)
                .FirstOrDefaultAsync(stop);
            if (other == Guid.Empty || await _loader.SeenAsync(other, actor, stop) is null)
                return Outcome<Guid>.Invalid(new FieldError("number", "exchange.link-not-found"));
            if (await _database.Set<ExchangeLink>().AnyAsync(link => (link.FromId == id && link.ToId == other) || (link.FromId == other && link.ToId == id), stop))
                return Outcome<Guid>.Done(other);
            _database.Set<ExchangeLink>().Add(new ExchangeLink(id, other, LinkKind.Related));
            await _contributions.TellAsync(context!, KernelActions.Link, actor, authority, entry => entry.OtherExchangeId = other, stop);
            return Outcome<Guid>.Done(other);
        });

    /// <summary>Takes a link back that somebody made by mistake. What was split off or copied stays linked.</summary>
    /// <returns>The other exchange's identity.</returns>
    public Task<Outcome<Guid>> UnlinkAsync(Guid id, Guid other, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        _transactions.RunAsync(actor, key, id, $"unlink {id} {other}", cancellationToken, async stop =>
        {
            var (context, authority, refusal) = await _contributions.LoadAsync(id, actor, mayBeDraft: true, stop);
            if (refusal is not null)
                return refusal;
            var link = await _database.Set<ExchangeLink>().FirstOrDefaultAsync(
                one => one.Kind == LinkKind.Related && ((one.FromId == id && one.ToId == other) || (one.FromId == other && one.ToId == id)), stop);
            if (link is null || await _loader.SeenAsync(other, actor, stop) is null)
                return Outcome<Guid>.NotFound;
            _database.Set<ExchangeLink>().Remove(link);
            await _contributions.TellAsync(context!, KernelActions.Unlink, actor, authority, entry => entry.OtherExchangeId = other, stop);
            return Outcome<Guid>.Done(other);
        });
}
