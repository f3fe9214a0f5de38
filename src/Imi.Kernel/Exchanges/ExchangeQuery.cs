using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Guidance;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges.Actions;
using Imi.Kernel.Exchanges.Content;
using Imi.Kernel.Exchanges.Files;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>Reads an exchange as far as a person may see it, and records every view of content in the journal.</summary>
public sealed partial class ExchangeQuery(
    ImiDbContext database,
    AccessPolicy policy,
    ExchangeStore loader,
    ActionService actions,
    FormEngine forms,
    AuthorityDirectory directory,
    UserService people,
    FormVersionQuery versions,
    BroadcastService broadcasts,
    AccessLog accessLog,
    AttachmentQuery attachments,
    RelatedExchangeQuery related,
    PlatformTexts texts
)
{
    /// <summary>Reads an exchange for a person; null if it does not exist, or if the person may not see it. The two cases look the same.</summary>
    /// <param name="id">The exchange.</param>
    /// <param name="actor">The person.</param>
    /// <param name="language">The language in which to show it.</param>
    /// <param name="how">The journal's word for the view: <c>view</c>, <c>print</c>, <c>api</c>; empty to record no view, because nothing is shown yet.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<ExchangeDetails?> ReadAsync(Guid id, Actor actor, string language, string how, CancellationToken cancellationToken) =>
        ReadAsync(id, actor, language, how, null, cancellationToken);

    /// <summary>Reads an exchange for a person and opens answers of special categories, if the person may; null as with the other overload.</summary>
    /// <param name="id">The exchange.</param>
    /// <param name="actor">The person.</param>
    /// <param name="language">The language in which to show it.</param>
    /// <param name="how">The journal's word for the view, as with the other overload; if an answer is opened, <see cref="ExchangeViews.Special"/>.</param>
    /// <param name="open">The key of the field to open, or <see cref="SpecialReading.All"/>; null for none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<ExchangeDetails?> ReadAsync(Guid id, Actor actor, string language, string how, string? open, CancellationToken cancellationToken)
    {
        if (await loader.SeenAsync(id, actor, cancellationToken) is not { } context)
            return null;
        var details = await DetailsAsync(context, actor, language, open, cancellationToken);

        // What a person has just created shows only what they wrote; the journal has the creation.
        if (how.Length > 0 && !context.IsOwnCreation)
            await NoteAsync(details, actor, how, cancellationToken);
        return details;
    }

    /// <summary>
    /// Describes an exchange that is loaded already, such as within a change of it, as a person who sees it sees it. Records no view: the caller shows nothing.
    /// </summary>
    internal Task<ExchangeDetails> DetailsAsync(ExchangeContext context, Actor actor, string language, string? open, CancellationToken cancellationToken) =>
        policy.SightOf(actor, context.Access) switch
        {
            Sight.Shell => ShellAsync(context, actor, cancellationToken),
            Sight.Informed => InformedAsync(context, actor, language, cancellationToken),
            _ => DescribeAsync(context, actor, language, open, cancellationToken),
        };

    /// <summary>Records in the journal that the person was shown an exchange that was read without a record.</summary>
    public Task NoteAsync(ExchangeDetails details, Actor actor, string how, CancellationToken cancellationToken) =>
        accessLog.RecordAsync(RecordedAccess.OfView(details, actor.UserId, how), cancellationToken);

    /// <summary>
    /// Finds the definition that an exchange follows, and its recipient; null as with <c>ReadAsync</c>. Returns no content, so the journal records no view.
    /// </summary>
    public async Task<ExchangeBasis?> BasisAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        var context = await loader.SeenAsync(id, actor, cancellationToken);
        return context is null ? null : ExchangeBasis.Of(context);
    }

    /// <summary>
    /// Explains how much a person sees of an exchange, and which actions the person may take now or why not. Null if the asker sees no content of it, or may
    /// not ask about another person.
    /// </summary>
    /// <param name="id">The exchange.</param>
    /// <param name="about">The person to explain; may have roles that the person does not hold, to find out what they would change.</param>
    /// <param name="asker">The person who asks.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Explanation?> ExplainAsync(Guid id, Actor about, Actor asker, CancellationToken cancellationToken)
    {
        if (
            await loader.SeenAsync(id, asker, cancellationToken) is not { } context
            || !policy.SightOf(asker, context.Access).ShowsCourse()
            || (about.UserId != asker.UserId && !policy.MayAskWhy(asker, context.Access))
        )
        {
            return null;
        }

        return new Explanation(
            policy.SightOf(about, context.Access),
            [
                .. context.Procedure.Actions.Select(action =>
                {
                    var offer = actions.Offer(context, about, action);
                    return new ActionExplanation(action, offer.IsOffered, offer.Unfit is { } unfit ? [unfit, .. offer.Forbidden] : offer.Forbidden);
                }),
            ]
        );
    }

    private async Task<ExchangeDetails> DescribeAsync(ExchangeContext context, Actor actor, string language, string? open, CancellationToken cancellationToken)
    {
        var exchange = context.Exchange;
        var sight = policy.SightOf(actor, context.Access);
        var cipher = context.Cipher;
        var about = ContentStore.AboutOf(exchange.About, cipher).In(context.Module, exchange.Procedure, texts, language);
        var documents = context.Documents.Where(document => document.Kind != ContentKind.Form).ToList();
        var timeline = await TimelineAsync(exchange.Id, cancellationToken);
        var contribution = policy.MayContribute(actor, context.Access);
        var showsContent = sight.ShowsContent();
        var files = showsContent ? await attachments.ReadAsync(context, actor, cipher, timeline, cancellationToken) : [];
        var hasResponded = exchange.Participations.Any(part => part.HasResponded && context.Access.IsReadBy(actor, part.AuthorityId));
        var myTurns = MyTurns(context, actor);
        var planned =
            context.Procedure.IsBroadcast && exchange.Reached is null ? await broadcasts.RecipientsAsync(context, context.Answers, cancellationToken) : [];
        var parts = exchange.Splits == 0 ? [] : await related.PartsAsync(exchange.Id, cancellationToken);
        var authorities = await directory.FindAsync(
            [
                .. exchange
                    .Participations.Select(part => part.AuthorityId)
                    .Concat(timeline.Select(entry => entry.AuthorityId))
                    .Concat(timeline.Where(entry => entry.ToAuthorityId is not null).Select(entry => entry.ToAuthorityId!.Value))
                    .Concat(timeline.Select(entry => entry.ThroughId).OfType<Guid>())
                    .Concat(planned.Select(authority => authority.Id))
                    .Concat(parts.Select(part => part.AuthorityId))
                    .Concat(files.Select(file => file.AuthorityId))
                    .Distinct(),
            ],
            cancellationToken
        );
        var reader = new FormReader(
            context.Module.Texts,
            language,
            sight,
            context,
            authorities.ToDictionary(authority => authority.Key.ToString(), authority => authority.Value.NameFor(language), StringComparer.Ordinal)
        )
        {
            Special = new SpecialReading(SpecialReading.Form, policy.MayOpenSpecial(actor, context.Access), open),
        };
        var actionContents = timeline
            .Where(entry => entry.ContentId is not null && documents.Exists(document => document.Id == entry.ContentId && document.Kind == ContentKind.Action))
            .Where(entry => !SideContent.IsKeptFrom(actor, context, entry, timeline, authorities))
            .Select(entry =>
                ActionContentOf(
                    context,
                    entry,
                    documents.First(document => document.Id == entry.ContentId),
                    cipher,
                    reader,
                    isOwn: context.Access.IsReadBy(actor, entry.AuthorityId)
                )
            )
            .ToList();
        var actsFor = contribution.Party ?? OwnPart(context, actor);
        return ShellOf(context, actor, sight, authorities) with
        {
            Reading = context.ReadingOf(actor),
            About = showsContent ? about.Full : about.WithoutPersonal,
            Answers = FormEngine.Visible(context.Procedure.Form, context.Answers, sight, reader.Special),
            Form = forms.View(context.Procedure.Form, context.Answers, reader),
            Opened =
            [
                .. OpenedSpecial.In(
                    context.Procedure.Form,
                    FormEngine.Visible(context.Procedure.Form, context.Answers, sight, reader.Special),
                    SpecialReading.Form
                ),
                .. actionContents.SelectMany(content => OpenedSpecial.In(content.Form, content.Answers, PlaceOf(content.Entry))),
            ],
            Way = documents.Find(document => document.Kind == ContentKind.Way) is { } way
                ? ChosenWay.FromJson(cipher.DecryptText(way.Cipher, ExchangeStore.ContentPurpose(way.Id)))
                : null,
            Versions = versions.VersionsOf(context, reader),
            Origin = await versions.OriginAsync(context, actor, cancellationToken),
            CopiesInto = await versions.CopiesIntoAsync(context, actor, sight, cancellationToken),
            Recipients = planned.Count > 0 ? planned : context.RecipientsAmong(authorities),
            Informed = context.InformedAmong(authorities),
            HasResponded = hasResponded,
            MyTurns = myTurns,
            WhyNotSent = actions.WhyNotSent(context),
            ActionContents = actionContents,
            Rectified =
            [
                .. RectificationStore
                    .RectifiedIn(timeline, documents, cipher, sight)
                    .Where(rectified =>
                        rectified.Content is null
                        || actionContents.Exists(content => content.Entry.ContentId == rectified.Content)
                        || (showsContent && documents.Exists(document => document.Id == rectified.Content && document.Kind == ContentKind.Message))
                    ),
            ],
            Rectifies = WithPredecessors(
                [
                    .. context.Access.Parts.Keys.Where(authority =>
                        exchange.Phase is Phase.Open or Phase.Closed && policy.MayRectify(actor, context.Access, authority).IsAllowed
                    ),
                ],
                timeline
            ),
            Corrections = showsContent
                ? [.. documents.Where(document => document.Kind == ContentKind.Correction).Select(document => MessageOf(document, cipher))]
                : [],
            Messages = showsContent
                ? [.. documents.Where(document => document.Kind == ContentKind.Message).Select(document => MessageOf(document, cipher))]
                : [],
            MessageCount = documents.Count(document => document.Kind == ContentKind.Message),
            Files = files,
            Timeline = timeline,
            Parts = parts,
            Links = await related.LinksAsync(exchange.Id, actor, cancellationToken),
            Actions =
            [
                .. context.Procedure.Actions.Where(action =>
                    actions.Offer(context, actor, action) is { IsOffered: true } offer && !IsSaid(action, offer.Authority, exchange, timeline)
                ),
            ],
            ActsFor = actsFor,
            ActsThrough = actsFor is { } part && context.Access.Through(actor, part) is not null,
            AllocatesTo = context
                .Procedure.Actions.Where(action => action.DoesVerb(Verb.Allocate))
                .Select(action => actions.Offer(context, actor, action))
                .FirstOrDefault(offer => offer.IsOffered)
                ?.Authority
                is { } allocating
                ? context.Access.WorkingFor(allocating)
                : [],
            MayContribute = contribution.IsAllowed && exchange.Phase != Phase.Closed,
            MayAskWhy = policy.MayAskWhy(actor, context.Access),
            MyParties =
            [
                .. context.Access.Parties.Where(party => party.Any(authority => context.Access.IsReadBy(actor, authority))).Select(party => party.Key),
            ],
            People = await people.NamesAsync(
                timeline
                    .Select(entry => entry.UserId)
                    .Concat(timeline.SelectMany(entry => entry.AssignedIds))
                    .Concat(context.Assignments.Select(assignment => assignment.UserId))
                    .Append(context.FormAuthor)
                    .Concat(files.SelectMany(file => (Guid?[])[file.UserId, file.Withdrawal?.UserId]).OfType<Guid>()),
                language,
                cancellationToken
            ),
        };
    }

    private static Guid? OwnPart(ExchangeContext context, Actor actor) =>
        context
            .Exchange.Participations.Where(part => !part.Acts)
            .Select(part => (Guid?)part.AuthorityId)
            .FirstOrDefault(authority => context.Access.IsReadBy(actor, authority!.Value));

    private static string PlaceOf(TimelineEntry entry) => entry.Id.ToString("N");
}
