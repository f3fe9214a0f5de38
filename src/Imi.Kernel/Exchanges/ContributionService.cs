using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>Adds messages and links to an exchange without changing its state. For files, see <see cref="AttachmentService"/>.</summary>
public sealed class ContributionService(ImiDbContext database, ExchangeStore loader, ContentStore content, ExchangeTransactions transactions)
{
    /// <summary>The longest message in characters.</summary>
    public const int LongestMessage = ContentStore.LongestMessage;

    /// <summary>Writes a message to the other parties, and deletes the author's draft of it.</summary>
    /// <returns>The id of the message.</returns>
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

    /// <summary>Links an exchange to another one by its number. Does nothing if they are linked already.</summary>
    /// <returns>The id of the other exchange; invalid if it does not exist or the person may not see it.</returns>
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

    /// <summary>Removes a link that a person made by mistake. Links to copies and to parts that were split off cannot be removed.</summary>
    /// <returns>The id of the other exchange; not found if there is no such link or the person may not see that exchange.</returns>
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
