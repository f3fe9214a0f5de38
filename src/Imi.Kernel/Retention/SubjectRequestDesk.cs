using System.Text.Json;
using Imi.Kernel.Access;
using Imi.Kernel.Audit;
using Imi.Kernel.Calendar;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Forms;
using Imi.Kernel.Modules;
using Imi.Kernel.People;
using Imi.Kernel.Persistence;
using Imi.Kernel.Registry;
using Imi.Kernel.Vault;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Retention;

/// <summary>
/// The register of data subjects' requests to an authority (Regulation (EU) No 1024/2012, Articles 18 to 20): enter, find what is
/// held, decide, answer. Every look into exchanges is an entry of the journal with the request's number.
/// </summary>
public sealed class SubjectRequestDesk
{
    /// <summary>The longest text in characters.</summary>
    public const int LongestText = 4_000;

    /// <summary>How many years after its answer a request is forgotten.</summary>
    public static int KeptYears => SubjectBook.KeptFor.Years;

    private const int LongestName = 200;
    private const int MostListed = 200;
    private const int MostExamined = 2_000;
    private const int MatchesAtOnce = 20;
    private const string NumberCode = "DSR";

    /// <summary>Within what an answer is due (Article 19).</summary>
    private static readonly Period Within = new(0, 0, 30);

    private readonly ImiDbContext _database;
    private readonly ExchangeTransactions _transactions;
    private readonly ExchangeLoader _loader;
    private readonly ExchangeVault _vault;
    private readonly SubjectDataBook _data;
    private readonly NumberRegister _numbers;
    private readonly AccessPolicy _policy;
    private readonly AuthorityDirectory _directory;
    private readonly PeopleDesk _people;
    private readonly Journal _journal;
    private readonly TimeProvider _time;

    internal SubjectRequestDesk(
        ImiDbContext database, ExchangeTransactions transactions, ExchangeLoader loader, ExchangeVault vault, SubjectDataBook data, NumberRegister numbers,
        AccessPolicy policy, AuthorityDirectory directory, PeopleDesk people, Journal journal, TimeProvider time)
    {
        _database = database;
        _transactions = transactions;
        _loader = loader;
        _vault = vault;
        _data = data;
        _numbers = numbers;
        _policy = policy;
        _directory = directory;
        _people = people;
        _journal = journal;
        _time = time;
    }

    /// <summary>The register of a person's authorities; null for whoever answers for none.</summary>
    public async Task<SubjectRegister?> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        var authorities = _policy.AnswersSubjectsOf(actor).Keys.ToList();
        if (authorities.Count == 0)
            return null;
        var open = await Open(_database, authorities).Take(MostListed).ToListAsync(cancellationToken);
        var answered = await Answered(_database, authorities).Take(MostListed).ToListAsync(cancellationToken);
        var ciphers = await _vault.OpenManyAsync([.. open.Concat(answered).Select(request => request.Id)], cancellationToken);
        try
        {
            SubjectLine Line(SubjectRequest request) => new(request, ContentOf(request, ciphers[request.Id]).Name);
            return new SubjectRegister([.. open.Select(Line)], [.. answered.Select(Line)], [.. (await _directory.FindAsync(authorities, cancellationToken)).Values]);
        }
        finally
        {
            foreach (var cipher in ciphers.Values)
                cipher.Dispose();
        }
    }

    /// <summary>Enters a request.</summary>
    /// <returns>The request's identity.</returns>
    public Task<Outcome<Guid>> EnterAsync(NewSubjectRequest entered, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        _transactions.RunAsync(actor, key, $"enter {entered}", cancellationToken, async stop =>
        {
            if (!_policy.AnswersSubjectsOf(actor).ContainsKey(entered.AuthorityId))
                return Outcome<Guid>.Forbidden([new AccessReason("access.needs-subject-role")]);
            var content = new SubjectContent(
                FormEngine.CleanText(entered.Content.Name), FormEngine.CleanText(entered.Content.Contact), FormEngine.CleanText(entered.Content.Wish),
                FormEngine.CleanText(entered.Content.Words));
            if (Errors(entered, content) is { Count: > 0 } errors)
                return Outcome<Guid>.Invalid(errors);
            var now = _time.GetUtcNow();
            var received = entered.ReceivedOn!.Value;
            var request = new SubjectRequest(
                OrderedId.Next(now), await _numbers.NextAsync(NumberCode, stop), entered.AuthorityId, entered.Kind, received, DeadlineCalendar.LastDay(received, Within),
                actor.UserId, now.UtcDateTime);
            using var cipher = _vault.Create(request.Id);
            request.ContentCipher = cipher.EncryptText(JsonSerializer.Serialize(content), ContentPurpose);
            _database.SubjectRequests.Add(request);
            await _journal.AppendAsync(actor.UserId, request.AuthorityId, null, "subject-enter", request.Number, stop);
            return Outcome<Guid>.Done(request.Id);
        });

    /// <summary>A request with all that is known of it; null where the person may not see it. The journal notes the look.</summary>
    public async Task<SubjectDetails?> ShowAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, actor, cancellationToken) is not { } request)
            return null;
        var details = await DetailsAsync(request, actor, cancellationToken);
        _database.ChangeTracker.Clear();
        await NoteAsync(request, actor, "subject-view", [], "", cancellationToken);
        return details;
    }

    /// <summary>Looks for the request's words in the authority's exchanges, as far as their content can be read, a bounded number at a time.</summary>
    /// <param name="id">The request.</param>
    /// <param name="after">Where the search stopped before; null to begin.</param>
    /// <param name="actor">Who looks.</param>
    /// <param name="language">The language of labels.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What was found; invalid where there is nothing to look for.</returns>
    public async Task<Outcome<SubjectSearch>> SearchAsync(Guid id, InboxCursor? after, Actor actor, string language, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, actor, cancellationToken) is not { } request)
            return Outcome<SubjectSearch>.NotFound;
        using var own = await _vault.OpenAsync(id, cancellationToken);
        if (SubjectDataBook.Phrases(ContentOf(request, own).Words) is not { Count: > 0 } phrases)
            return Outcome<SubjectSearch>.Invalid(new FieldError("words", "subjects.words-needed"));
        _database.ChangeTracker.Clear();
        var modules = _policy.AnswersSubjectsOf(actor)[request.AuthorityId];
        var (matches, examined, next) = (new List<SubjectMatch>(), 0, after);
        do
        {
            var batch = await SubjectDataBook.Candidates(_database, request.AuthorityId, modules, next).Take(SubjectDataBook.BatchSize).ToListAsync(cancellationToken);
            var ids = batch.Select(part => part.ExchangeId).Distinct().ToList();
            foreach (var match in await _data.MatchingAsync(ids, phrases, cancellationToken))
            {
                var context = (await _loader.LoadAsync(match, cancellationToken))!;
                matches.Add(new SubjectMatch(FoundOf(context.Exchange), await _data.HeldAsync(context, phrases, language, cancellationToken)));
                _database.ChangeTracker.Clear();
            }

            examined += ids.Count;
            next = batch.Count < SubjectDataBook.BatchSize ? null : new InboxCursor(DateOnly.MaxValue, batch[^1].UpdatedAt, batch[^1].ExchangeId);
        }
        while (next is not null && examined < MostExamined && matches.Count < MatchesAtOnce);

        await NoteAsync(request, actor, "subject-search", matches.Select(match => match.Exchange.Id), $"{examined} examined", cancellationToken);
        return Outcome<SubjectSearch>.Done(new SubjectSearch(matches, examined, next, await AuthoritiesAsync(matches.Select(match => match.Exchange), cancellationToken)));
    }

    /// <summary>Attaches exchanges in which data of the person were found, or one by its number, hidden ones too.</summary>
    /// <returns>The request's identity.</returns>
    public Task<Outcome<Guid>> AttachAsync(Guid id, IReadOnlyList<Guid> exchanges, string number, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, actor, cancellationToken, async (request, stop) =>
        {
            var wanted = number.Trim().ToUpperInvariant();
            var modules = _policy.AnswersSubjectsOf(actor)[request.AuthorityId];
            var found = await Attachable(_database, request.AuthorityId, modules, exchanges, wanted).ToListAsync(stop);
            if (found.Count == 0)
                return Outcome<Guid>.Invalid(new FieldError("number", "subjects.no-such-exchange"));
            var known = await _database.SubjectFindings.Where(finding => finding.RequestId == id).Select(finding => finding.ExchangeId).ToListAsync(stop);
            foreach (var exchange in found.Except(known))
            {
                _database.SubjectFindings.Add(new SubjectFinding(id, exchange, actor.UserId, _time.GetUtcNow().UtcDateTime));
                await _journal.AppendAsync(actor.UserId, request.AuthorityId, exchange, "subject-attach", request.Number, stop);
            }

            return Outcome<Guid>.Done(id);
        });

    /// <summary>Takes an exchange back that was attached by mistake.</summary>
    /// <returns>The request's identity.</returns>
    public Task<Outcome<Guid>> DetachAsync(Guid id, Guid exchange, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, actor, cancellationToken, async (request, stop) =>
        {
            if (await _database.SubjectFindings.FirstOrDefaultAsync(finding => finding.RequestId == id && finding.ExchangeId == exchange, stop) is not { } finding)
                return Outcome<Guid>.NotFound;
            _database.SubjectFindings.Remove(finding);
            await _journal.AppendAsync(actor.UserId, request.AuthorityId, exchange, "subject-detach", request.Number, stop);
            return Outcome<Guid>.Done(id);
        });

    /// <summary>Decides. What is not granted needs its reasons (Article 20).</summary>
    /// <returns>The request's identity.</returns>
    public Task<Outcome<Guid>> AnswerAsync(Guid id, SubjectDecision? decision, string answer, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, actor, cancellationToken, async (request, stop) =>
        {
            var text = FormEngine.CleanText(answer);
            var errors = new List<FieldError>();
            if (decision is null)
                errors.Add(new FieldError("decision", "validation.required"));
            if (text.Length == 0 && decision is SubjectDecision.PartlyGranted or SubjectDecision.Refused)
                errors.Add(new FieldError("restriction", "subjects.reasons-needed"));
            if (TooLong("restriction", text, LongestText) is { } tooLong)
                errors.Add(tooLong);
            if (errors.Count > 0)
                return Outcome<Guid>.Invalid(errors);
            using var cipher = await _vault.OpenAsync(id, stop);
            request.Answer(decision!.Value, text.Length > 0 ? cipher.EncryptText(text, AnswerPurpose) : [], actor.UserId, _time.GetUtcNow().UtcDateTime);
            await _journal.AppendAsync(actor.UserId, request.AuthorityId, null, "subject-answer", $"{request.Number} {decision}", stop);
            return Outcome<Guid>.Done(id);
        });

    /// <summary>What goes to the person who asked; null where the actor may not see it, or nothing was decided. The journal notes it.</summary>
    public async Task<SubjectReport?> ReportAsync(Guid id, Actor actor, string language, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, actor, cancellationToken) is not { Decision: { } decision } request)
            return null;
        var details = await DetailsAsync(request, actor, cancellationToken);
        var phrases = SubjectDataBook.Phrases(details.Content.Words);
        var reported = new List<ReportedExchange>();
        foreach (var found in decision == SubjectDecision.Refused ? [] : details.Found)
        {
            _database.ChangeTracker.Clear();
            var context = (await _loader.LoadAsync(found.Id, cancellationToken))!;
            reported.Add(new ReportedExchange(
                found, context.Module,
                found.Phase is Phase.Hidden or Phase.Deleted ? [] : await _data.HeldAsync(context, phrases, language, cancellationToken)));
        }

        _database.ChangeTracker.Clear();
        await NoteAsync(request, actor, "subject-report", reported.Select(one => one.Exchange.Id), "", cancellationToken);
        return new SubjectReport(details, reported);
    }

    /// <summary>That data of an exchange that a person sees are contested, or were: shown with them.</summary>
    public async Task<IReadOnlyList<ContestedMark>> ContestedAsync(Guid exchange, CancellationToken cancellationToken) =>
        await Contested(_database, exchange).ToListAsync(cancellationToken);

    internal static IQueryable<SubjectRequest> Open(ImiDbContext database, IReadOnlyList<Guid> authorities) => database.SubjectRequests.AsNoTracking()
        .Where(request => authorities.Contains(request.AuthorityId) && request.AnsweredAt == null).OrderBy(request => request.DueOn).ThenBy(request => request.Id);

    internal static IQueryable<SubjectRequest> Answered(ImiDbContext database, IReadOnlyList<Guid> authorities) => database.SubjectRequests.AsNoTracking()
        .Where(request => authorities.Contains(request.AuthorityId) && request.AnsweredAt != null).OrderByDescending(request => request.AnsweredAt);

    internal static IQueryable<ContestedMark> Contested(ImiDbContext database, Guid exchange) =>
        from finding in database.SubjectFindings
        where finding.ExchangeId == exchange
        join request in database.SubjectRequests on finding.RequestId equals request.Id
        where request.Kind != SubjectRequestKind.Access
        orderby request.ReceivedOn, request.Id
        select new ContestedMark(request.Number, request.Kind, request.AuthorityId, request.ReceivedOn, request.Decision, request.AnsweredAt);

    internal static IQueryable<Guid> Attachable(ImiDbContext database, Guid authority, IReadOnlyList<string>? modules, IReadOnlyList<Guid> ids, string number)
    {
        var parts = database.Participations.Where(part => part.AuthorityId == authority && part.View != InboxView.None);
        if (modules is not null)
            parts = parts.Where(part => modules.Contains(part.Module));
        return database.Exchanges
            .Where(exchange => (ids.Contains(exchange.Id) || (number != "" && exchange.Number == number)) && parts.Any(part => part.ExchangeId == exchange.Id))
            .Select(exchange => exchange.Id);
    }

    internal static IQueryable<FoundExchange> Found(ImiDbContext database, Guid request) =>
        from finding in database.SubjectFindings
        where finding.RequestId == request
        join exchange in database.Exchanges on finding.ExchangeId equals exchange.Id
        orderby exchange.Id descending
        select new FoundExchange(
            exchange.Id, exchange.Number, exchange.Module, exchange.Procedure, exchange.Phase, exchange.SenderId, exchange.RecipientId, exchange.Reached, exchange.SentAt,
            exchange.ClosedAt, exchange.HideOn, exchange.DeleteOn);

    private Task<Outcome<Guid>> ChangeAsync(
        Guid id, Actor actor, CancellationToken cancellationToken, Func<SubjectRequest, CancellationToken, Task<Outcome<Guid>>> change) =>
        _transactions.RunAsync(actor, null, "", cancellationToken, async stop =>
        {
            if (await FindAsync(id, actor, stop) is not { } request)
                return Outcome<Guid>.NotFound;
            if (request.AnsweredAt is not null)
                return Outcome<Guid>.Refused(new AccessReason("requests.decided"));
            request.Revision++;
            return await change(request, stop);
        });

    private async Task<SubjectRequest?> FindAsync(Guid id, Actor actor, CancellationToken cancellationToken) =>
        await _database.SubjectRequests.FirstOrDefaultAsync(request => request.Id == id, cancellationToken) is { } request
        && _policy.AnswersSubjectsOf(actor).ContainsKey(request.AuthorityId)
            ? request
            : null;

    private async Task<SubjectDetails> DetailsAsync(SubjectRequest request, Actor actor, CancellationToken cancellationToken)
    {
        using var cipher = await _vault.OpenAsync(request.Id, cancellationToken);
        var found = await Found(_database, request.Id).ToListAsync(cancellationToken);
        var authorities = new Dictionary<Guid, Authority>(await AuthoritiesAsync(found, cancellationToken));
        foreach (var own in await _directory.FindAsync([request.AuthorityId], cancellationToken))
            authorities[own.Key] = own.Value;
        var modules = _policy.AnswersSubjectsOf(actor)[request.AuthorityId];
        var hidden = _database.Participations.Where(part => part.AuthorityId == request.AuthorityId && part.View == InboxView.Inactive);
        if (modules is not null)
            hidden = hidden.Where(part => modules.Contains(part.Module));
        return new SubjectDetails
        {
            Request = request,
            Content = ContentOf(request, cipher),
            Answer = request.AnswerCipher.Length > 0 ? cipher.DecryptText(request.AnswerCipher, AnswerPurpose) : "",
            Found = found,
            Authorities = authorities,
            People = await _people.NamesAsync([.. ((Guid?[])[request.EnteredById, request.DecidedById]).OfType<Guid>().Distinct()], cancellationToken),
            HiddenCount = await hidden.Take(InboxDesk.ExactCount + 1).CountAsync(cancellationToken),
        };
    }

    private Task<IReadOnlyDictionary<Guid, Authority>> AuthoritiesAsync(IEnumerable<FoundExchange> exchanges, CancellationToken cancellationToken) =>
        _directory.FindAsync([.. exchanges.SelectMany(exchange => (Guid?[])[exchange.SenderId, exchange.RecipientId]).OfType<Guid>().Distinct()], cancellationToken);

    private Task NoteAsync(SubjectRequest request, Actor actor, string what, IEnumerable<Guid> exchanges, string detail, CancellationToken cancellationToken) => _database.WriteAsync(
        async stop =>
        {
            var text = detail.Length > 0 ? $"{request.Number} {detail}" : request.Number;
            await _journal.AppendAsync(actor.UserId, request.AuthorityId, null, what, text, stop);
            foreach (var exchange in exchanges)
                await _journal.AppendAsync(actor.UserId, request.AuthorityId, exchange, what, request.Number, stop);
            return true;
        },
        cancellationToken);

    private List<FieldError> Errors(NewSubjectRequest entered, SubjectContent content)
    {
        var errors = new List<FieldError>();
        var today = DeadlineCalendar.Today(_time);
        if (content.Name.Length == 0)
            errors.Add(new FieldError("name", "validation.required"));
        if (entered.ReceivedOn is not { } received)
            errors.Add(new FieldError("receivedOn", "validation.required"));
        else if (received > today || received < today.AddYears(-1))
            errors.Add(new FieldError("receivedOn", "subjects.received-within-a-year"));
        errors.AddRange(new[]
        {
            TooLong("name", content.Name, LongestName), TooLong("contact", content.Contact, LongestText), TooLong("wish", content.Wish, LongestText),
            TooLong("words", content.Words, LongestText),
        }.OfType<FieldError>());
        return errors;
    }

    private static FieldError? TooLong(string field, string text, int most) => text.Length <= most
        ? null
        : new FieldError(field, "validation.too-long", new Dictionary<string, object?>(StringComparer.Ordinal) { ["length"] = text.Length, ["most"] = most });

    private static SubjectContent ContentOf(SubjectRequest request, ExchangeCipher cipher) =>
        JsonSerializer.Deserialize<SubjectContent>(cipher.DecryptText(request.ContentCipher, ContentPurpose))!;

    private static FoundExchange FoundOf(Exchange exchange) => new(
        exchange.Id, exchange.Number, exchange.Module, exchange.Procedure, exchange.Phase, exchange.SenderId, exchange.RecipientId, exchange.Reached, exchange.SentAt,
        exchange.ClosedAt, exchange.HideOn, exchange.DeleteOn);

    private const string ContentPurpose = "subject";

    private const string AnswerPurpose = "subject/answer";
}
