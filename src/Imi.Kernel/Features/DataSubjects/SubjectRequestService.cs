using System.Text.Json;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.ReplyTimes;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>
/// Enters and decides data subjects' requests to an authority and attaches the exchanges that hold their data (Regulation (EU)
/// No 1024/2012, Articles 18 to 20). <see cref="SubjectSearchService"/> searches the exchanges.
/// </summary>
public sealed partial class SubjectRequestService(
    ImiDbContext database,
    ExchangeTransactions transactions,
    ExchangeVault vault,
    SubjectRequestStore store,
    NumberStore numbers,
    AccessPolicy policy,
    AuthorityDirectory directory,
    Journal journal,
    TimeProvider time
)
{
    /// <summary>The longest text in characters.</summary>
    public const int LongestText = 4_000;

    /// <summary>The number of years after its answer at which a request is deleted.</summary>
    public static int KeptYears => SubjectRequestErasure.KeptFor.Years;

    /// <summary>The prefix of the journal's words for these requests.</summary>
    internal const string JournalPrefix = "subject-";

    private const int LongestName = 200;
    private const int MostListed = 200;
    private const string NumberCode = "DSR";

    /// <summary>The period within which an answer is due (Regulation (EU) No 1024/2012, Article 19).</summary>
    private static readonly Period Within = new(0, 0, 30);

    /// <summary>Lists the requests to the person's authorities.</summary>
    /// <returns>The requests; null if the person answers data subjects for no authority.</returns>
    public async Task<SubjectOverview?> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        var authorities = policy.AnswersSubjectsOf(actor).Keys.ToList();
        if (authorities.Count == 0)
            return null;
        var open = await Open(database, authorities).Take(MostListed).ToListAsync(cancellationToken);
        var answered = await Answered(database, authorities).Take(MostListed).ToListAsync(cancellationToken);
        var ciphers = await vault.OpenManyAsync([.. open.Concat(answered).Select(request => request.Id)], cancellationToken);
        try
        {
            SubjectLine Line(SubjectRequest request) =>
                new(request, ciphers.TryGetValue(request.Id, out var cipher) ? SubjectRequestStore.ContentOf(request, cipher).Name : SubjectContent.Lost.Name);
            return new SubjectOverview(
                [.. open.Select(Line)],
                [.. answered.Select(Line)],
                [.. (await directory.FindAsync(authorities, cancellationToken)).Values]
            );
        }
        finally
        {
            foreach (var cipher in ciphers.Values)
                cipher.Dispose();
        }
    }

    /// <summary>Enters a request and encrypts its content with a new key.</summary>
    /// <returns>The request's identifier.</returns>
    public Task<Outcome<Guid>> EnterAsync(NewSubjectRequest entered, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            actor,
            key,
            $"enter {entered}",
            async stop =>
            {
                if (!policy.AnswersSubjectsOf(actor).ContainsKey(entered.AuthorityId))
                    return Outcome<Guid>.Forbidden([new AccessReason("access.needs-subject-role")]);
                var content = new SubjectContent(
                    TextRules.CleanLine(entered.Content.Name),
                    FormEngine.CleanText(entered.Content.Contact),
                    FormEngine.CleanText(entered.Content.Wish),
                    FormEngine.CleanText(entered.Content.Words)
                );
                if (Errors(entered, content) is { Count: > 0 } errors)
                    return Outcome<Guid>.Invalid(errors);
                var now = time.GetUtcNow();
                var received = entered.ReceivedOn!.Value;
                var country = (await directory.FindAsync([entered.AuthorityId], stop))[entered.AuthorityId].Country;
                var request = new SubjectRequest(
                    OrderedId.Next(now),
                    await numbers.NextAsync(NumberCode, stop),
                    entered.AuthorityId,
                    entered.Kind,
                    received,
                    DeadlineCalendar.LastDay(received, Within, country),
                    actor.UserId,
                    now.UtcDateTime
                );
                using var cipher = vault.Create(request.Id);
                request.ContentCipher = cipher.EncryptText(JsonSerializer.Serialize(content), SubjectRequestStore.ContentPurpose);
                database.Set<SubjectRequest>().Add(request);
                await journal.AppendAsync(actor.UserId, request.AuthorityId, null, JournalPrefix + "enter", request.Number, stop);
                return Outcome<Guid>.Done(request.Id);
            },
            cancellationToken
        );

    /// <summary>Gets a request with its content and records the view in the journal.</summary>
    /// <returns>The request; null if the person may not see it.</returns>
    public async Task<SubjectDetails?> ShowAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, actor, cancellationToken) is not { } request)
            return null;
        var details = await store.DetailsAsync(request, actor, cancellationToken);
        database.ChangeTracker.Clear();
        await store.NoteAsync(request, actor, JournalPrefix + "view", [], "", cancellationToken);
        return details;
    }

    /// <summary>Decides a request. A refusal, even in part, requires its reasons (Regulation (EU) No 1024/2012, Article 20).</summary>
    /// <returns>The request's identifier; refused if the request is already answered or its key is gone.</returns>
    public Task<Outcome<Guid>> AnswerAsync(Guid id, SubjectDecision? decision, string answer, Actor actor, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            actor,
            async stop =>
            {
                var (request, refusal) = await OpenAsync(id, actor, stop);
                if (request is null)
                    return refusal!;
                request.Revision++;
                var text = FormEngine.CleanText(answer);
                var errors = new List<FieldError>();
                if (decision is null)
                    errors.Add(FieldError.Required("decision"));
                if (text.Length == 0 && decision is SubjectDecision.PartlyGranted or SubjectDecision.Refused)
                    errors.Add(new FieldError("restriction", "data-subjects.reasons-needed"));
                if (TextChecks.Lines("restriction", text, LongestText) is { } wrong)
                    errors.Add(wrong);
                if (errors.Count > 0)
                    return Outcome<Guid>.Invalid(errors);
                using var cipher = await vault.TryOpenAsync(id, stop);
                if (cipher is null)
                    return Outcome<Guid>.Refused(SubjectRequestStore.Lost);
                request.Answer(
                    decision!.Value,
                    text.Length > 0 ? cipher.EncryptText(text, SubjectRequestStore.AnswerPurpose) : [],
                    actor.UserId,
                    time.GetUtcNow().UtcDateTime
                );
                await journal.AppendAsync(actor.UserId, request.AuthorityId, null, JournalPrefix + "answer", $"{request.Number} {decision}", stop);
                return Outcome<Guid>.Done(id);
            },
            cancellationToken
        );

    internal static IQueryable<SubjectRequest> Open(ImiDbContext database, IReadOnlyList<Guid> authorities) =>
        database
            .Set<SubjectRequest>()
            .AsNoTracking()
            .Where(request => authorities.Contains(request.AuthorityId) && request.AnsweredAt == null)
            .OrderBy(request => request.DueOn)
            .ThenBy(request => request.Id);

    internal static IQueryable<SubjectRequest> Answered(ImiDbContext database, IReadOnlyList<Guid> authorities) =>
        database
            .Set<SubjectRequest>()
            .AsNoTracking()
            .Where(request => authorities.Contains(request.AuthorityId) && request.AnsweredAt != null)
            .OrderByDescending(request => request.AnsweredAt);

    /// <summary>Finds a request that is not answered yet; otherwise the refusal.</summary>
    private async Task<(SubjectRequest? Request, Outcome<Guid>? Refusal)> OpenAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        var request = await store.FindAsync(id, actor, cancellationToken);
        return request is null ? (null, Outcome<Guid>.NotFound)
            : request.AnsweredAt is not null ? (null, Outcome<Guid>.Refused(new AccessReason("blocked-data.decided")))
            : (request, null);
    }

    private List<FieldError> Errors(NewSubjectRequest entered, SubjectContent content)
    {
        var errors = new List<FieldError>();
        var today = DeadlineCalendar.Today(time);
        if (TextChecks.Line("name", content.Name, LongestName, isRequired: true) is { } wrongName)
            errors.Add(wrongName);
        if (entered.ReceivedOn is not { } received)
            errors.Add(FieldError.Required("receivedOn"));
        else if (received > today || received < today.AddYears(-1))
            errors.Add(new FieldError("receivedOn", "data-subjects.received-within-a-year"));
        errors.AddRange(
            new[]
            {
                TextChecks.Lines("contact", content.Contact, LongestText),
                TextChecks.Lines("wish", content.Wish, LongestText),
                TextChecks.Lines("words", content.Words, LongestText),
            }.OfType<FieldError>()
        );
        return errors;
    }
}
