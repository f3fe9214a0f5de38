using System.Text.Json;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>Reads and decrypts data subjects' requests for the people who may see them, and records views in the journal.</summary>
public sealed class SubjectRequestStore(
    ImiDbContext database,
    ExchangeVault vault,
    AccessPolicy policy,
    AuthorityDirectory directory,
    UserService people,
    Journal journal
)
{
    internal const string ContentPurpose = "subject";

    internal const string AnswerPurpose = "subject/answer";

    /// <summary>The reason for refusing everything about a request whose key is gone.</summary>
    internal static AccessReason Lost { get; } = new("access.request-unreadable");

    /// <summary>Finds a request; null if it does not exist or the person may not see it.</summary>
    internal async Task<SubjectRequest?> FindAsync(Guid id, Actor actor, CancellationToken cancellationToken) =>
        await database.Set<SubjectRequest>().FirstOrDefaultAsync(request => request.Id == id, cancellationToken) is { } request
        && policy.AnswersSubjectsOf(actor).ContainsKey(request.AuthorityId)
            ? request
            : null;

    /// <summary>Gets a request with its decrypted content, its exchanges and the names for display.</summary>
    internal async Task<SubjectDetails> DetailsAsync(SubjectRequest request, Actor actor, CancellationToken cancellationToken)
    {
        using var cipher = await vault.TryOpenAsync(request.Id, cancellationToken);
        var found = await Found(database, request.Id).ToListAsync(cancellationToken);
        var authorities = new Dictionary<Guid, Authority>(await AuthoritiesAsync(found, cancellationToken));
        foreach (var own in await directory.FindAsync([request.AuthorityId], cancellationToken))
            authorities[own.Key] = own.Value;
        var modules = policy.AnswersSubjectsOf(actor)[request.AuthorityId];
        var hidden = database.Set<Participation>().Where(part => part.AuthorityId == request.AuthorityId && part.View == InboxView.Inactive);
        if (modules is not null)
            hidden = hidden.Where(part => modules.Contains(part.Module));
        return new SubjectDetails
        {
            Request = request,
            Content = cipher is null ? SubjectContent.Lost : ContentOf(request, cipher),
            IsContentLost = cipher is null,
            Answer = cipher is not null && request.AnswerCipher.Length > 0 ? cipher.DecryptText(request.AnswerCipher, AnswerPurpose) : "",
            Found = found,
            Authorities = authorities,
            People = await people.NamesAsync(((Guid?[])[request.EnteredById, request.DecidedById]).OfType<Guid>(), actor.Language, cancellationToken),
            HiddenCount = await hidden.Take(InboxQuery.ExactCount + 1).CountAsync(cancellationToken),
        };
    }

    /// <summary>Gets the senders and recipients of exchanges by identifier.</summary>
    internal Task<IReadOnlyDictionary<Guid, Authority>> AuthoritiesAsync(IEnumerable<FoundExchange> exchanges, CancellationToken cancellationToken) =>
        directory.FindAsync(
            [.. exchanges.SelectMany(exchange => (Guid?[])[exchange.SenderId, exchange.RecipientId]).OfType<Guid>().Distinct()],
            cancellationToken
        );

    /// <summary>
    /// Records a view of the request, and of each exchange, in the journal. The database context must hold no changes, because they would be saved too.
    /// </summary>
    internal Task NoteAsync(
        SubjectRequest request,
        Actor actor,
        string what,
        IEnumerable<Guid> exchanges,
        string detail,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            async stop =>
            {
                var text = detail.Length > 0 ? $"{request.Number} {detail}" : request.Number;
                await journal.AppendAsync(actor.UserId, request.AuthorityId, null, what, text, stop);
                foreach (var exchange in exchanges)
                    await journal.AppendAsync(actor.UserId, request.AuthorityId, exchange, what, request.Number, stop);
            },
            cancellationToken
        );

    internal static IQueryable<FoundExchange> Found(ImiDbContext database, Guid request) =>
        from finding in database.Set<SubjectFinding>()
        where finding.RequestId == request
        join exchange in database.Set<Exchange>() on finding.ExchangeId equals exchange.Id
        orderby exchange.Id descending
        select new FoundExchange(
            exchange.Id,
            exchange.Number,
            exchange.Module,
            exchange.Procedure,
            exchange.Phase,
            exchange.SenderId,
            exchange.RecipientId,
            exchange.Reached,
            exchange.SentAt,
            exchange.ClosedAt,
            exchange.HideOn,
            exchange.DeleteOn
        )
        {
            RectifiedAt = finding.RectifiedAt,
        };

    /// <summary>Decrypts the content of a request.</summary>
    internal static SubjectContent ContentOf(SubjectRequest request, ExchangeCipher cipher) =>
        JsonSerializer.Deserialize<SubjectContent>(cipher.DecryptText(request.ContentCipher, ContentPurpose))!;

    /// <summary>Takes the frame of an exchange, without its content.</summary>
    internal static FoundExchange FoundOf(Exchange exchange) =>
        new(
            exchange.Id,
            exchange.Number,
            exchange.Module,
            exchange.Procedure,
            exchange.Phase,
            exchange.SenderId,
            exchange.RecipientId,
            exchange.Reached,
            exchange.SentAt,
            exchange.ClosedAt,
            exchange.HideOn,
            exchange.DeleteOn
        );
}
