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

/// <summary>Reads the register's requests: for whom they may be, opened with their keys, every look noted.</summary>
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

    /// <summary>Why nothing can be done with a request whose key is lost.</summary>
    internal static AccessReason Lost { get; } = new("access.request-unreadable");

    /// <summary>A request, if the person may see it.</summary>
    internal async Task<SubjectRequest?> FindAsync(Guid id, Actor actor, CancellationToken cancellationToken) =>
        await database.Set<SubjectRequest>().FirstOrDefaultAsync(request => request.Id == id, cancellationToken) is { } request
        && policy.AnswersSubjectsOf(actor).ContainsKey(request.AuthorityId)
            ? request
            : null;

    /// <summary>A request with all that is known of it.</summary>
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

    /// <summary>The authorities that exchanges name.</summary>
    internal Task<IReadOnlyDictionary<Guid, Authority>> AuthoritiesAsync(IEnumerable<FoundExchange> exchanges, CancellationToken cancellationToken) =>
        directory.FindAsync(
            [.. exchanges.SelectMany(exchange => (Guid?[])[exchange.SenderId, exchange.RecipientId]).OfType<Guid>().Distinct()],
            cancellationToken
        );

    /// <summary>Notes a look: at the request, and at each exchange. The context must hold no changes of worth.</summary>
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
                return true;
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

    /// <summary>Who asks, and what.</summary>
    internal static SubjectContent ContentOf(SubjectRequest request, ExchangeCipher cipher) =>
        JsonSerializer.Deserialize<SubjectContent>(cipher.DecryptText(request.ContentCipher, ContentPurpose))!;

    /// <summary>An exchange, without its content.</summary>
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
