using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>
/// Lets an authority correct the personal data that it wrote in an exchange (Regulation (EU) No 1024/2012, Article 19): blocks the
/// earlier version and records the correction in the timeline.
/// </summary>
public sealed partial class RectificationService(
    ImiDbContext database,
    ExchangeStore loader,
    ExchangeTransactions transactions,
    ExchangeVault vault,
    RectificationStore rectifications,
    ContentStore content,
    SubjectRequestStore subjectRequests,
    ActionService actions,
    FormEngine forms,
    AccessPolicy policy,
    Journal journal,
    TimeProvider time
)
{
    /// <summary>The longest reason in characters.</summary>
    public const int LongestReason = 2_000;

    /// <summary>Gets the current content for correction and records the view in the journal.</summary>
    /// <param name="id">The exchange.</param>
    /// <param name="contentId">The action's answers or the message; null for the exchange's form.</param>
    /// <param name="actor">The person who corrects.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The content; null if the person may not correct it.</returns>
    public async Task<RectifiableContent?> ShowAsync(Guid id, Guid? contentId, Actor actor, CancellationToken cancellationToken)
    {
        if (
            await loader.SeenAsync(id, actor, cancellationToken) is not { } context
            || await FindAsync(context, contentId, actor, isChange: false, cancellationToken) is not (var document, var authority, null)
        )
            return null;
        var text = context.Cipher.DecryptText(document!.Cipher, ExchangeStore.ContentPurpose(document.Id));
        var form = FormOf(context, document);
        var requests = await Asking(database, id, authority).Select(request => request.Number).ToListAsync(cancellationToken);
        var answers = form is null ? Answers.None : Answers.FromJson(text);
        var opened = OpenedSpecial.In(form, answers, PlaceOf(contentId));
        await database.WriteAsync(
            stop =>
                journal.AppendAsync(
                    actor.UserId,
                    authority,
                    id,
                    opened.Count > 0 ? ExchangeViews.Special : ExchangeViews.Page,
                    $"{Sight.Full} {KernelActions.Rectified} {string.Join(' ', opened)}".TrimEnd() + ShownFields.Of(form, answers),
                    stop
                ),
            cancellationToken
        );
        return new RectifiableContent(
            context.Exchange,
            context.Module,
            context.Procedure,
            context,
            form,
            answers,
            form is null ? text : "",
            form is null ? new HashSet<string>(StringComparer.Ordinal) : RectificationStore.Fixed(context.Procedure, form),
            requests
        );
    }

    /// <summary>
    /// Gets the module and the form of the content to correct, without the content, so that the journal records no view.
    /// </summary>
    /// <returns>The basis; null if the person may not correct the content.</returns>
    public async Task<RectificationBasis?> BasisAsync(Guid id, Guid? contentId, Actor actor, CancellationToken cancellationToken)
    {
        if (await loader.SeenAsync(id, actor, cancellationToken) is not { } context)
            return null;
        var (document, _, refusal) = await FindAsync(context, contentId, actor, isChange: false, cancellationToken);
        return refusal is null ? new RectificationBasis(context.Module, FormOf(context, document!)) : null;
    }

    /// <summary>Corrects content that the person's authority wrote.</summary>
    /// <returns>The exchange's identifier; refused if nothing changes, the phase does not allow it, or another person changed the exchange.</returns>
    public Task<Outcome<Guid>> RectifyAsync(Guid id, NewRectification wanted, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        transactions.ChangeAsync(
            id,
            actor,
            key,
            $"rectify {id} {wanted.ContentId} {wanted.Answers.ToJson()} {wanted.Text} {wanted.Reason} {wanted.Request}",
            async (change, stop) =>
            {
                var context = change.Context;
                var found = await FindAsync(context, wanted.ContentId, actor, isChange: true, stop);
                if (found.Refusal is { } refusal)
                    return refusal;
                var (document, authority) = (found.Document!, found.Authority);
                if (await change.ConflictAsync<Guid>(wanted.Revision, stop) is { } conflict)
                    return conflict;
                var cipher = change.Cipher;
                var text = cipher.DecryptText(document.Cipher, ExchangeStore.ContentPurpose(document.Id));
                var reason = FormEngine.CleanText(wanted.Reason);
                var (request, errors) = await ErrorsAsync(id, authority, reason, wanted.Request, stop);
                var note = new EarlierContent(wanted.ContentId, [], reason, request?.Number, text);
                ContentDocument earlier;
                if (FormOf(context, document) is { } form)
                {
                    var before = Answers.FromJson(text);
                    var all = wanted.Fields is { } fields ? RectificationStore.Take(before, wanted.Answers, fields) : wanted.Answers;
                    var after = forms.Clean(form, RectificationStore.Keep(context.Procedure, form, before, all), context);
                    note = note with { Fields = RectificationStore.Changed(before, after) };
                    var fixedNames = RectificationStore.Fixed(context.Procedure, form);
                    errors.AddRange((wanted.Fields ?? []).Where(fixedNames.Contains).Select(name => new FieldError(name, "rectification.only-personal")));
                    errors.AddRange(await NewErrorsAsync(form, before, after, context, stop));
                    if (Refusal(errors, note.Fields.Count > 0) is { } wrong)
                        return wrong;
                    earlier = await rectifications.ReplaceAsync(context, cipher, document, before, after, note, actor, authority, stop);
                }
                else
                {
                    var message = FormEngine.CleanText(wanted.Text);
                    if (TextChecks.Lines("text", message, ContentStore.LongestMessage) is { } tooLong)
                        errors.Add(tooLong);
                    if (Refusal(errors, message.Length > 0 && message != text) is { } wrong)
                        return wrong;
                    earlier = rectifications.Replace(context.Exchange, cipher, document, message, note, actor, authority);
                }

                if (request is not null)
                    await MarkAsync(request.Id, id, stop);
                await RecordAsync(change, note, earlier.Id, authority, stop);
                return Outcome<Guid>.Done(id);
            },
            cancellationToken
        );

    /// <summary>Finds the document that the person may correct, and the authority that is responsible for it now; otherwise the refusal.</summary>
    private async Task<(ContentDocument? Document, Guid Authority, Outcome<Guid>? Refusal)> FindAsync(
        ExchangeContext context,
        Guid? contentId,
        Actor actor,
        bool isChange,
        CancellationToken cancellationToken
    )
    {
        var exchange = context.Exchange;
        var written = Written(database, exchange.Id, contentId);
        var document = await (isChange ? written : written.AsNoTracking()).FirstOrDefaultAsync(cancellationToken);
        if (document is null)
            return (null, default, Outcome<Guid>.NotFound);
        var author = document.Kind == ContentKind.Form ? exchange.SenderId : await loader.SuccessorAsync(exchange.Id, document.AuthorityId, cancellationToken);
        var decision = policy.MayRectify(actor, context.Access, author);
        if (!decision.IsAllowed)
            return (document, default, Outcome<Guid>.Forbidden(decision.Reasons));
        return exchange.Phase is Phase.Open or Phase.Closed
            ? (document, author, null)
            : (document, author, Outcome<Guid>.Refused(new AccessReason("rectification.not-now")));
    }

    /// <summary>Finds the document to correct: the action or message with the given identifier; the newest version of the form if it is null.</summary>
    internal static IQueryable<ContentDocument> Written(ImiDbContext database, Guid exchange, Guid? contentId) =>
        contentId is { } named
            ? database
                .Set<ContentDocument>()
                .Where(document =>
                    document.ExchangeId == exchange && document.Id == named && (document.Kind == ContentKind.Action || document.Kind == ContentKind.Message)
                )
            : database
                .Set<ContentDocument>()
                .Where(document => document.ExchangeId == exchange && document.Kind == ContentKind.Form)
                .OrderByDescending(document => document.Id);

    /// <summary>
    /// Finds only the errors that the correction introduces. Answers that were valid when written, such as a date that has passed since,
    /// must not prevent it.
    /// </summary>
    private async Task<IEnumerable<FieldError>> NewErrorsAsync(
        Form form,
        Answers before,
        Answers after,
        ExchangeContext context,
        CancellationToken cancellationToken
    )
    {
        var known = forms
            .Check(form, before, await actions.FormContextAsync(form, before, context, cancellationToken))
            .Select(error => (error.Field, error.MessageKey))
            .ToHashSet();
        return forms
            .Check(form, after, await actions.FormContextAsync(form, after, context, cancellationToken))
            .Where(error => !known.Contains((error.Field, error.MessageKey)));
    }

    private static Outcome<Guid>? Refusal(List<FieldError> errors, bool isChanged) =>
        errors.Count > 0 ? Outcome<Guid>.Invalid(errors)
        : isChanged ? null
        : Outcome<Guid>.Refused(new AccessReason("rectification.nothing"));

    /// <summary>
    /// Records the correction in journal and timeline. The days of retention of a closed exchange do not move: a correction is no reason to keep
    /// the data longer.
    /// </summary>
    private async Task RecordAsync(ExchangeChange change, EarlierContent note, Guid earlier, Guid authority, CancellationToken cancellationToken)
    {
        var exchange = change.Exchange;
        exchange.CountChange();
        if (exchange.Phase == Phase.Open)
            exchange.Touch(change.Now);

        await journal.AppendAsync(
            change.Actor.UserId,
            authority,
            exchange.Id,
            RectificationStore.Entry,
            $"{PlaceOf(note.Content)} {string.Join(',', note.Fields)} {note.Request ?? "own-mistake"}",
            cancellationToken
        );
        await change.RecordAsync(KernelActions.Rectified, exchange.State, authority, entry => entry.ContentId = earlier, cancellationToken);
    }

    private static Form? FormOf(ExchangeContext context, ContentDocument document) =>
        document.Kind switch
        {
            ContentKind.Form => context.Procedure.Form,
            ContentKind.Action => context.Module.Forms[document.Form],
            _ => null,
        };

    private static string PlaceOf(Guid? contentId) => contentId is { } content ? content.ToString("N") : SpecialReading.Form;
}

/// <summary>What is needed to read a correction.</summary>
/// <param name="Module">The module, in the version with which the exchange began.</param>
/// <param name="Form">The form of the content; null for a message.</param>
public sealed record RectificationBasis(PolicyModule Module, Form? Form);
