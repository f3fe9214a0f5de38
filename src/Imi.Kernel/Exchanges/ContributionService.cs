using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>What the parties add to an exchange without moving it: messages and links. Files: <see cref="AttachmentService"/>.</summary>
public sealed class ContributionService(
    ImiDbContext database,
    ExchangeVault vault,
    ExchangeStore loader,
    ContentStore content,
    ContributionStore contributions,
    ExchangeTransactions transactions
)
{
    /// <summary>The longest message in characters.</summary>
    public const int LongestMessage = ContentStore.LongestMessage;

    /// <summary>Writes a message to the other party.</summary>
    /// <returns>The message's identity.</returns>
    public Task<Outcome<Guid>> WriteAsync(Guid id, NewMessage message, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            actor,
            key,
            id,
            $"message {id}",
            cancellationToken,
            async stop =>
            {
                var (context, authority, refusal) = await contributions.LoadAsync(id, actor, mayBeDraft: false, stop);
                if (refusal is not null)
                    return refusal;
                var text = FormEngine.CleanText(message.Text);
                if (TextChecks.Lines("text", text, ContentStore.LongestMessage, isRequired: true) is { } wrong)
                    return Outcome<Guid>.Invalid(wrong);
                using var cipher = await vault.OpenAsync(id, stop);
                var document = content.Add(context!.Exchange, cipher, ContentKind.Message, "", text, message.Language, actor.UserId, authority);
                await contributions.RecordAsync(context, KernelActions.Message, actor, authority, entry => entry.ContentId = document.Id, stop);
                await ActionDraftService.RemoveAsync(database, id, KernelActions.Message, actor, stop);
                return Outcome<Guid>.Done(document.Id);
            }
        );

    /// <summary>Links an exchange to another that the person may see too, by its number.</summary>
    /// <returns>The other exchange's identity.</returns>
    public Task<Outcome<Guid>> LinkAsync(Guid id, string number, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            actor,
            key,
            id,
            $"link {id} {number}",
            cancellationToken,
            async stop =>
            {
                var (context, authority, refusal) = await contributions.LoadAsync(id, actor, mayBeDraft: true, stop);
                if (refusal is not null)
                    return refusal;
                var wanted = number.Trim().ToUpperInvariant();
                var other = await database
                    .Set<Exchange>()
                    .Where(exchange => exchange.Number == wanted && exchange.Id != id)
                    .Select(exchange => exchange.Id)
                    .FirstOrDefaultAsync(stop);
                if (other == Guid.Empty || await loader.SeenAsync(other, actor, stop) is null)
                    return Outcome<Guid>.Invalid(new FieldError("number", "exchange.link-not-found"));
                if (
                    await database
                        .Set<ExchangeLink>()
                        .AnyAsync(link => (link.FromId == id && link.ToId == other) || (link.FromId == other && link.ToId == id), stop)
                )
                    return Outcome<Guid>.Done(other);
                database.Set<ExchangeLink>().Add(new ExchangeLink(id, other, LinkKind.Related));
                await contributions.RecordAsync(context!, KernelActions.Link, actor, authority, entry => entry.OtherExchangeId = other, stop);
                return Outcome<Guid>.Done(other);
            }
        );

    /// <summary>Takes a link back that somebody made by mistake. What was split off or copied stays linked.</summary>
    /// <returns>The other exchange's identity.</returns>
    public Task<Outcome<Guid>> UnlinkAsync(Guid id, Guid other, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            actor,
            key,
            id,
            $"unlink {id} {other}",
            cancellationToken,
            async stop =>
            {
                var (context, authority, refusal) = await contributions.LoadAsync(id, actor, mayBeDraft: true, stop);
                if (refusal is not null)
                    return refusal;
                var link = await database
                    .Set<ExchangeLink>()
                    .FirstOrDefaultAsync(
                        one => one.Kind == LinkKind.Related && ((one.FromId == id && one.ToId == other) || (one.FromId == other && one.ToId == id)),
                        stop
                    );
                if (link is null || await loader.SeenAsync(other, actor, stop) is null)
                    return Outcome<Guid>.NotFound;
                database.Set<ExchangeLink>().Remove(link);
                await contributions.RecordAsync(context!, KernelActions.Unlink, actor, authority, entry => entry.OtherExchangeId = other, stop);
                return Outcome<Guid>.Done(other);
            }
        );
}
