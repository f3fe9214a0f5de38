using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges.Content;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>Reads the texts of exchanges by which people may find them, by the same rules that decide what a page shows.</summary>
public sealed class ReadableTextQuery(
    ImiDbContext database,
    AccessPolicy policy,
    AuthorityDirectory directory,
    AccessLog accessLog,
    IEnumerable<IExchangeTexts> features,
    IEnumerable<IStoredTranslations> translators
)
{
    /// <summary>Reads and decrypts what <see cref="ReadableTexts"/> selects from.</summary>
    /// <param name="context">The exchange.</param>
    /// <param name="isNew">Whether it was just created: then it has no notes and no files yet.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    internal async Task<ReadableTexts> ReadAsync(ExchangeContext context, bool isNew, CancellationToken cancellationToken)
    {
        var id = context.Exchange.Id;
        if (context.OpenCipher is not { } cipher || !ReadableTexts.IsSearched(context.Exchange.Phase))
            return ReadableTexts.None(context, policy);
        var documents = await DocumentsQuery(database, id).ToListAsync(cancellationToken);

        // The timeline decides who reads the forms of actions, and what authorities read that these inform.
        var isNeeded = documents.Exists(document => document.Kind == ContentKind.Action) || context.Procedure.Actions.Any(action => action.InformsCountries);
        var timeline = isNeeded ? await TimelineQuery(database, id).ToListAsync(cancellationToken) : [];
        var files = isNew ? [] : await FilesQuery(database, id).ToListAsync(cancellationToken);
        var notes = new List<(Guid Authority, ReadableText Text)>();
        foreach (var feature in isNew ? [] : features)
        {
            notes.AddRange(
                (await feature.AllOfAsync(id, cancellationToken)).SelectMany(one =>
                    one.Text.Read(cipher).Select(text => (one.Authority, new ReadableText(null, "", feature.TitleKey, text.Text)))
                )
            );
        }

        // A draft is not translated.
        var translations = new List<ILookup<string, StoredTranslation>>();
        foreach (var translator in context.Exchange.Phase == Phase.Draft ? [] : translators)
            translations.Add(await translator.AllAsync(context, cancellationToken));

        // Only content that authorities of one country share depends on countries.
        var shares = timeline.Exists(entry => context.Procedure.Action(entry.Action)?.DoesVerb(Verb.Disseminate) == true);
        return new ReadableTexts(
            context,
            policy,
            cipher,
            documents,
            timeline,
            [.. files.Select(file => new ReadableText(null, "", ReadableText.File, AttachmentStore.NameOf(file, cipher)))],
            notes,
            shares
                ? await directory.FindAsync(
                    [.. timeline.Select(entry => entry.AuthorityId).Concat(context.Exchange.Participations.Select(part => part.AuthorityId)).Distinct()],
                    cancellationToken
                )
                : new Dictionary<Guid, Authority>(),
            translations
        );
    }

    /// <summary>Records in the journal that a list showed a person texts of an exchange.</summary>
    internal Task NoteAsync(ExchangeContext context, Actor actor, IEnumerable<ReadableText> shown, CancellationToken cancellationToken)
    {
        var own = context.Access.Parts.Keys.Where(authority => context.Access.IsReadBy(actor, authority)).Select(authority => (Guid?)authority);
        var detail = $"{policy.SightOf(actor, context.Access)}{ShownFields.Of(shown)}";
        return accessLog.RecordAsync(
            new RecordedAccess(actor.UserId, own.FirstOrDefault(), context.Exchange.Id, ExchangeViews.Found, detail, IsRead: false),
            cancellationToken
        );
    }

    /// <summary>Locks exchanges until the end of the transaction, so that nobody changes them meanwhile. Changes nothing.</summary>
    internal Task LockAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        database
            .Set<Exchange>()
            .Where(exchange => ids.Contains(exchange.Id))
            .ExecuteUpdateAsync(change => change.SetProperty(exchange => exchange.Revision, exchange => exchange.Revision), cancellationToken);

    internal static IQueryable<ContentDocument> DocumentsQuery(ImiDbContext database, Guid exchange) =>
        database
            .Set<ContentDocument>()
            .AsNoTracking()
            .Where(document =>
                document.ExchangeId == exchange
                && (document.Kind == ContentKind.Form || document.Kind == ContentKind.Action || document.Kind == ContentKind.Message)
            )
            .OrderBy(document => document.Id);

    private static IQueryable<TimelineEntry> TimelineQuery(ImiDbContext database, Guid exchange) =>
        database.Set<TimelineEntry>().AsNoTracking().Where(entry => entry.ExchangeId == exchange).OrderBy(entry => entry.Id);

    internal static IQueryable<Attachment> FilesQuery(ImiDbContext database, Guid exchange) =>
        database
            .Set<Attachment>()
            .AsNoTracking()
            .Where(file => file.ExchangeId == exchange && file.IsComplete && file.WithdrawnAt == null)
            .OrderBy(file => file.Id);
}
