using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>
/// Searches exchanges for the data of a data subject and composes the answer. The journal records every search and every match with
/// the request's number.
/// </summary>
public sealed class SubjectSearchService(
    ImiDbContext database,
    ExchangeStore loader,
    ExchangeVault vault,
    SubjectRequestStore store,
    SubjectDataQuery data,
    IEnumerable<IStoredTranslations> translations,
    AccessPolicy policy
)
{
    private const int MostExamined = 2_000;
    private const int MatchesAtOnce = 20;

    private static readonly Dictionary<string, StoredTranslation> None = new(StringComparer.Ordinal);

    /// <summary>Searches the readable exchanges of the authority for the request's search words, a bounded number in one call.</summary>
    /// <param name="id">The request.</param>
    /// <param name="after">Where the previous call stopped; null to begin.</param>
    /// <param name="actor">The person who searches.</param>
    /// <param name="language">The language of labels.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The matches; invalid if the request has no usable search words, refused if its key is gone.</returns>
    public async Task<Outcome<SubjectSearch>> SearchAsync(Guid id, InboxCursor? after, Actor actor, string language, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, actor, cancellationToken) is not { } request)
            return Outcome<SubjectSearch>.NotFound;
        using var own = await vault.TryOpenAsync(id, cancellationToken);
        if (own is null)
            return Outcome<SubjectSearch>.Refused(SubjectRequestStore.Lost);
        if (SubjectDataQuery.Phrases(SubjectRequestStore.ContentOf(request, own).Words) is not { Count: > 0 } phrases)
            return Outcome<SubjectSearch>.Invalid(new FieldError("words", "data-subjects.words-needed"));
        database.ChangeTracker.Clear();
        var modules = policy.AnswersSubjectsOf(actor)[request.AuthorityId];
        var (matches, examined, next) = (new List<SubjectMatch>(), 0, after);
        do
        {
            var batch = await SubjectDataQuery
                .Candidates(database, request.AuthorityId, modules, next)
                .Take(SubjectDataQuery.BatchSize)
                .ToListAsync(cancellationToken);
            var ids = batch.Select(part => part.ExchangeId).Distinct().ToList();
            foreach (var match in await data.MatchingAsync(request.AuthorityId, ids, phrases, cancellationToken))
            {
                var context = (await loader.LoadAsync(match, cancellationToken))!;
                matches.Add(
                    new SubjectMatch(
                        SubjectRequestStore.FoundOf(context.Exchange),
                        await data.HeldAsync(request.AuthorityId, context, phrases, language, None, withSpecial: false, cancellationToken)
                    )
                );
                database.ChangeTracker.Clear();
            }

            examined += ids.Count;
            next = batch.Count < SubjectDataQuery.BatchSize ? null : new InboxCursor(DateOnly.MaxValue, batch[^1].UpdatedAt, batch[^1].ExchangeId);
        } while (next is not null && examined < MostExamined && matches.Count < MatchesAtOnce);

        await store.NoteAsync(
            request,
            actor,
            SubjectRequestService.JournalPrefix + "search",
            matches.Select(match => match.Exchange.Id),
            $"{examined} examined",
            cancellationToken
        );
        return Outcome<SubjectSearch>.Done(
            new SubjectSearch(matches, examined, next, await store.AuthoritiesAsync(matches.Select(match => match.Exchange), cancellationToken))
        );
    }

    /// <summary>
    /// Composes the answer to the data subject and records it in the journal. Null if the person may not see the request, it is not decided, or
    /// its key is gone.
    /// </summary>
    /// <param name="id">The request.</param>
    /// <param name="actor">The person who composes it.</param>
    /// <param name="language">The language of labels and translations.</param>
    /// <param name="withTranslations">Whether to add the machine translations that are stored. No engine is called, and originals stay.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<SubjectReport?> ReportAsync(Guid id, Actor actor, string language, bool withTranslations, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, actor, cancellationToken) is not { Decision: { } decision } request)
            return null;
        var details = await store.DetailsAsync(request, actor, cancellationToken);
        if (details.IsContentLost)
            return null;
        var phrases = SubjectDataQuery.Phrases(details.Content.Words);
        var reported = new List<ReportedExchange>();
        foreach (var found in decision == SubjectDecision.Refused ? [] : details.Found)
        {
            database.ChangeTracker.Clear();
            var context = (await loader.LoadAsync(found.Id, cancellationToken))!;
            reported.Add(
                new ReportedExchange(
                    found,
                    context.Module,
                    found.Phase is Phase.Hidden or Phase.Deleted
                        ? []
                        : await data.HeldAsync(
                            request.AuthorityId,
                            context,
                            phrases,
                            language,
                            withTranslations ? await TranslationsAsync(context, language, cancellationToken) : None,
                            withSpecial: true,
                            cancellationToken
                        )
                )
            );
        }

        database.ChangeTracker.Clear();
        await store.NoteAsync(
            request,
            actor,
            SubjectRequestService.JournalPrefix + "report",
            reported.Select(one => one.Exchange.Id),
            withTranslations ? $"translations {language}" : "",
            cancellationToken
        );
        return new SubjectReport(details, reported);
    }

    private async Task<IReadOnlyDictionary<string, StoredTranslation>> TranslationsAsync(
        ExchangeContext context,
        string language,
        CancellationToken cancellationToken
    )
    {
        var all = new Dictionary<string, StoredTranslation>(StringComparer.Ordinal);
        foreach (var stored in translations)
        {
            foreach (var (original, translation) in await stored.OfAsync(context, language, cancellationToken))
                all.TryAdd(original, translation);
        }

        return all;
    }

    /// <summary>Gets the marks that data of an exchange are or were contested, the oldest first. The caller checks access.</summary>
    public async Task<IReadOnlyList<ContestedMark>> ContestedAsync(Guid exchange, CancellationToken cancellationToken) =>
        await Contested(database, exchange).ToListAsync(cancellationToken);

    internal static IQueryable<ContestedMark> Contested(ImiDbContext database, Guid exchange) =>
        from finding in database.Set<SubjectFinding>()
        where finding.ExchangeId == exchange
        join request in database.Set<SubjectRequest>() on finding.RequestId equals request.Id
        where request.Kind != SubjectRequestKind.Access
        orderby request.ReceivedOn, request.Id
        select new ContestedMark(
            request.Number,
            request.Kind,
            request.AuthorityId,
            request.ReceivedOn,
            request.Decision,
            request.AnsweredAt,
            finding.RectifiedAt
        );
}
