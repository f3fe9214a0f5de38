using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.DataSubjects;

/// <content>Links rectifications to the data subjects' requests that they answer.</content>
public sealed partial class RectificationService
{
    /// <summary>
    /// Records beside hidden data how they should read, because a data subject contests them (Regulation (EU) No 1024/2012, Article 19).
    /// The hidden data themselves do not change.
    /// </summary>
    /// <param name="requestId">The data subject's request.</param>
    /// <param name="exchangeId">The exchange; it must be attached to the request.</param>
    /// <param name="text">The correct data, in words.</param>
    /// <param name="actor">The person who records it; must be allowed to answer the request.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The request's identifier; refused if the data are not hidden or the request only asks for access.</returns>
    public Task<Outcome<Guid>> RecordAsync(Guid requestId, Guid exchangeId, string text, Actor actor, CancellationToken cancellationToken) =>
        transactions.ChangeUnseenAsync(
            exchangeId,
            actor,
            async (change, stop) =>
            {
                if (
                    await subjectRequests.FindAsync(requestId, actor, stop) is not { } request
                    || await database.Set<SubjectFinding>().FirstOrDefaultAsync(one => one.RequestId == requestId && one.ExchangeId == exchangeId, stop)
                        is not { } finding
                )
                    return Outcome<Guid>.NotFound;
                var exchange = change.Exchange;
                if (exchange.Phase != Phase.Hidden || request.Kind == SubjectRequestKind.Access)
                    return Outcome<Guid>.Refused(new AccessReason("rectification.only-hidden"));
                var said = FormEngine.CleanText(text);
                if (TextChecks.Lines("correction", said, SubjectRequestService.LongestText, isRequired: true) is { } wrong)
                    return Outcome<Guid>.Invalid(wrong);
                using var cipher = await vault.TryOpenAsync(exchangeId, stop);
                if (cipher is null)
                    return Outcome<Guid>.Refused(new AccessReason("access.content-unreadable"));
                var document = content.Add(exchange, cipher, ContentKind.Correction, "", said, actor.Language, actor.UserId, request.AuthorityId);
                finding.RectifiedAt = change.Now;
                exchange.CountChange();
                await change.RecordAsync(KernelActions.CorrectionRecorded, exchange.State, request.AuthorityId, entry => entry.ContentId = document.Id, stop);
                return Outcome<Guid>.Done(requestId);
            },
            cancellationToken
        );

    /// <summary>Finds the requests to an authority that ask to correct or delete data of an exchange.</summary>
    internal static IQueryable<SubjectRequest> Asking(ImiDbContext database, Guid exchange, Guid authority) =>
        database
            .Set<SubjectRequest>()
            .Where(request =>
                request.AuthorityId == authority
                && request.Kind != SubjectRequestKind.Access
                && database.Set<SubjectFinding>().Any(finding => finding.RequestId == request.Id && finding.ExchangeId == exchange)
            )
            .OrderBy(request => request.Id);

    private async Task<(SubjectRequest? Request, List<FieldError> Errors)> ErrorsAsync(
        Guid id,
        Guid authority,
        string reason,
        string? number,
        CancellationToken cancellationToken
    )
    {
        var errors = new List<FieldError>();
        if (TextChecks.Lines("reason", reason, LongestReason, isRequired: true) is { } wrong)
            errors.Add(wrong);
        if (string.IsNullOrWhiteSpace(number))
            return (null, errors);
        var wanted = number.Trim().ToUpperInvariant();
        var request = await Asking(database, id, authority).FirstOrDefaultAsync(one => one.Number == wanted, cancellationToken);
        if (request is null)
            errors.Add(new FieldError("request", "rectification.no-such-request"));
        return (request, errors);
    }

    private async Task MarkAsync(Guid request, Guid exchange, CancellationToken cancellationToken)
    {
        var finding = await database.Set<SubjectFinding>().FirstAsync(one => one.RequestId == request && one.ExchangeId == exchange, cancellationToken);
        finding.RectifiedAt = time.GetUtcNow().UtcDateTime;
    }
}
