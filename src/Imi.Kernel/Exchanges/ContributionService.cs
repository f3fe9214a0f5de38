using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>What the parties add to an exchange without moving it: messages and links. Files: <see cref="AttachmentService"/>.</summary>
public sealed class ContributionService(ImiDbContext database, ExchangeStore loader, ContentStore content, ExchangeTransactions transactions)
{
    /// <summary>The longest message in characters.</summary>
    public const int LongestMessage = ContentStore.LongestMessage;

    /// <summary>Writes a message to the other party.</summary>
    /// <returns>The message's identity.</returns>
    public Task<Outcome<Guid>> WriteAsync(Guid id, NewMessage message, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        transactions.ChangeAsync(
            id,
            actor,
            key,
            $"message {id}",
            async (change, stop) =>
            {
                if (change.RefusalToAdd<Guid>(mayBeDraft: false, out var authority) is { } refusal)
                    return refusal;
                var text = FormEngine.CleanText(message.Text);
                if (TextChecks.Lines("text", text, ContentStore.LongestMessage, isRequired: true) is { } wrong)
                    return Outcome<Guid>.Invalid(wrong);
                var document = content.Add(change.Exchange, change.Cipher, ContentKind.Message, "", text, message.Language, actor.UserId, authority);
                await change.RecordAdditionAsync(KernelActions.Message, authority, entry => entry.ContentId = document.Id, stop);
                await ActionDraftService.RemoveAsync(database, id, KernelActions.Message, actor, stop);
                return Outcome<Guid>.Done(document.Id);
            },
            cancellationToken
        );

    /// <summary>Links an exchange to another that the person may see too, by its number.</summary>
    /// <returns>The other exchange's identity.</returns>
    public Task<Outcome<Guid>> LinkAsync(Guid id, string number, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        transactions.ChangeAsync(
            id,
            actor,
            key,
            $"link {id} {number}",
            async (change, stop) =>
            {
                if (change.RefusalToAdd<Guid>(mayBeDraft: true, out var authority) is { } refusal)
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
                await change.RecordAdditionAsync(KernelActions.Link, authority, entry => entry.OtherExchangeId = other, stop);
                return Outcome<Guid>.Done(other);
            },
            cancellationToken
        );

    /// <summary>Takes a link back that somebody made by mistake. What was split off or copied stays linked.</summary>
    /// <returns>The other exchange's identity.</returns>
    public Task<Outcome<Guid>> UnlinkAsync(Guid id, Guid other, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        transactions.ChangeAsync(
            id,
            actor,
            key,
            $"unlink {id} {other}",
            async (change, stop) =>
            {
                if (change.RefusalToAdd<Guid>(mayBeDraft: true, out var authority) is { } refusal)
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
                await change.RecordAdditionAsync(KernelActions.Unlink, authority, entry => entry.OtherExchangeId = other, stop);
                return Outcome<Guid>.Done(other);
            },
            cancellationToken
        );
}
