using System.Text.Json;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Directory;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>Searches the content of exchanges for a data subject. Decrypts it in batches and stores nothing of it.</summary>
public sealed class SubjectDataQuery(
    ImiDbContext database,
    ExchangeVault vault,
    FormEngine forms,
    AuthorityDirectory directory,
    IEnumerable<IExchangeTexts> otherTexts,
    PlatformTexts titles
)
{
    /// <summary>The number of exchanges that are decrypted at a time.</summary>
    internal const int BatchSize = 100;

    private const int ShortestPhrase = 3;
    private const int MostPhrases = 10;

    /// <summary>Splits the search words, one phrase a line or between semicolons, and folds case and accents; empty if no phrase is long enough.</summary>
    internal static IReadOnlyList<string> Phrases(string words) =>
        [
            .. words
                .Split(['\n', '\r', ';'], StringSplitOptions.TrimEntries)
                .Select(FoldedText.Of)
                .Where(phrase => phrase.Length >= ShortestPhrase)
                .Distinct(StringComparer.Ordinal)
                .Take(MostPhrases),
        ];

    /// <summary>
    /// Finds an authority's exchanges whose content can be read, the longest unchanged first: an exchange that changes during the search
    /// moves to the end and is searched again, never missed.
    /// </summary>
    internal static IQueryable<Participation> Candidates(ImiDbContext database, Guid authority, IReadOnlyList<string>? modules, InboxCursor? after)
    {
        var parts = database
            .Set<Participation>()
            .AsNoTracking()
            .Where(part =>
                part.AuthorityId == authority
                && part.View != InboxView.None
                && part.View != InboxView.Inactive
                && (
                    part.Capacity == ParticipationCapacity.Sender
                    || part.Capacity == ParticipationCapacity.Recipient
                    || part.Capacity == ParticipationCapacity.Commission
                )
            );
        if (modules is not null)
            parts = parts.Where(part => modules.Contains(part.Module));
        if (after is not null)
            parts = parts.Where(part => part.UpdatedAt > after.Updated || (part.UpdatedAt == after.Updated && part.ExchangeId.CompareTo(after.Id) > 0));
        return parts.OrderBy(part => part.UpdatedAt).ThenBy(part => part.ExchangeId);
    }

    /// <summary>Finds those of the given exchanges that contain one of the phrases; leaves out exchanges whose key is gone.</summary>
    internal async Task<IReadOnlySet<Guid>> MatchingAsync(
        Guid authority,
        IReadOnlyList<Guid> ids,
        IReadOnlyList<string> phrases,
        CancellationToken cancellationToken
    )
    {
        var contents = await database
            .Set<ContentDocument>()
            .AsNoTracking()
            .Where(document =>
                ids.Contains(document.ExchangeId)
                && (document.Kind == ContentKind.Form || document.Kind == ContentKind.Action || document.Kind == ContentKind.Message)
            )
            .ToListAsync(cancellationToken);
        var files = await database
            .Set<Attachment>()
            .AsNoTracking()
            .Where(file => ids.Contains(file.ExchangeId) && file.IsComplete)
            .ToListAsync(cancellationToken);
        var ciphers = await vault.OpenManyAsync(ids, cancellationToken);
        try
        {
            var matching = new HashSet<Guid>();
            foreach (var document in contents.Where(document => ciphers.ContainsKey(document.ExchangeId)))
            {
                var text = ciphers[document.ExchangeId].DecryptText(document.Cipher, ExchangeStore.ContentPurpose(document.Id));
                if (!matching.Contains(document.ExchangeId) && (document.Kind == ContentKind.Message ? [text] : TextsOf(text)).Any(one => HasAny(one, phrases)))
                    matching.Add(document.ExchangeId);
            }

            foreach (
                var file in files.Where(file => ciphers.ContainsKey(file.ExchangeId) && HasAny(AttachmentStore.NameOf(file, ciphers[file.ExchangeId]), phrases))
            )
                matching.Add(file.ExchangeId);
            foreach (var texts in otherTexts)
            {
                matching.UnionWith(
                    (await texts.OfAsync(authority, ids, cancellationToken))
                        .Where(text =>
                            !matching.Contains(text.ExchangeId)
                            && ciphers.TryGetValue(text.ExchangeId, out var cipher)
                            && text.Read(cipher).Any(one => HasAny(one.Text, phrases))
                        )
                        .Select(text => text.ExchangeId)
                );
            }

            return matching;
        }
        finally
        {
            foreach (var cipher in ciphers.Values)
                cipher.Dispose();
        }
    }

    /// <summary>Finds the texts of an exchange that contain one of the phrases, with the labels of their fields.</summary>
    /// <param name="authority">The authority that answers; what other authorities keep for themselves is left out.</param>
    /// <param name="context">The exchange.</param>
    /// <param name="phrases">The folded phrases.</param>
    /// <param name="language">The language of labels.</param>
    /// <param name="translations">The stored translations to show beside the texts, by original text; none for a search.</param>
    /// <param name="withSpecial">Whether to include texts of special categories: true for the answer to the data subject, false for a search.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    internal async Task<IReadOnlyList<HeldText>> HeldAsync(
        Guid authority,
        ExchangeContext context,
        IReadOnlyList<string> phrases,
        string language,
        IReadOnlyDictionary<string, StoredTranslation> translations,
        bool withSpecial,
        CancellationToken cancellationToken
    )
    {
        var id = context.Exchange.Id;
        var cipher = context.Cipher;
        var files = await database
            .Set<Attachment>()
            .AsNoTracking()
            .Where(file => file.ExchangeId == id && file.IsComplete)
            .OrderBy(file => file.Id)
            .ToListAsync(cancellationToken);
        var actions = await database
            .Set<TimelineEntry>()
            .AsNoTracking()
            .Where(entry => entry.ExchangeId == id && entry.ContentId != null)
            .ToDictionaryAsync(entry => entry.ContentId!.Value, entry => entry.Action, cancellationToken);
        var names = (
            await directory.FindAsync([.. context.Exchange.Participations.Select(part => part.AuthorityId).Distinct()], cancellationToken)
        ).ToDictionary(one => one.Key.ToString(), one => one.Value.NameFor(language), StringComparer.Ordinal);
        var reader = new FormReader(context.Module.Texts, language, Sight.Full, context, names);
        var held = new List<HeldText>();
        foreach (var document in context.Documents.Where(document => document.Kind is ContentKind.Form or ContentKind.Action or ContentKind.Message))
        {
            var text = cipher.DecryptText(document.Cipher, ExchangeStore.ContentPurpose(document.Id));
            if (document.Kind == ContentKind.Message)
            {
                if (HasAny(text, phrases))
                    held.Add(new HeldText("message", "", text, document.AuthorityId, document.CreatedAt) { Translations = Of([text]) });
                continue;
            }

            var form = document.Kind == ContentKind.Form ? context.Procedure.Form : context.Module.Forms[document.Form];
            var place = document.Kind == ContentKind.Form ? "form" : actions.GetValueOrDefault(document.Id, "form");
            held.AddRange(
                FieldsOf(forms.View(form, Answers.FromJson(text), reader))
                    .Select(field => (View: field, Text: string.Join("; ", field.Shown), IsShown: withSpecial || field.Field.Special is null))
                    .Where(field => HasAny(field.Text, phrases))
                    .Select(field => new HeldText(place, field.View.Label, field.IsShown ? field.Text : "", document.AuthorityId, document.CreatedAt)
                    {
                        Translations = field.IsShown ? Of(field.View.Raw) : [],
                    })
            );
        }

        held.AddRange(
            files
                .Select(file => (file, Name: AttachmentStore.NameOf(file, cipher)))
                .Where(one => HasAny(one.Name, phrases))
                .Select(one => new HeldText("file", "", one.Name, one.file.AuthorityId, one.file.CreatedAt))
        );
        foreach (var texts in otherTexts)
        {
            held.AddRange(
                (await texts.OfAsync(authority, [id], cancellationToken))
                    .SelectMany(text => text.Read(cipher))
                    .Where(one => HasAny(one.Text, phrases))
                    .Select(one => new HeldText(texts.Kind, titles.Get(texts.TitleKey, language), one.Text, one.AuthorityId, one.At))
            );
        }

        return held;

        IReadOnlyList<StoredTranslation> Of(IEnumerable<string> originals) =>
            [.. originals.Select(original => translations.GetValueOrDefault(original)).OfType<StoredTranslation>()];
    }

    private static bool HasAny(string text, IReadOnlyList<string> phrases)
    {
        var folded = FoldedText.Of(text);
        return phrases.Any(phrase => folded.Contains(phrase, StringComparison.Ordinal));
    }

    private static IEnumerable<FieldView> FieldsOf(IEnumerable<FormSectionView> sections) =>
        sections
            .SelectMany(section => section.Elements)
            .SelectMany(element =>
                element is GroupView group ? group.Items.SelectMany(item => item.Fields)
                : element is FieldView field ? [field]
                : []
            );

    private static IEnumerable<string> TextsOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. Texts(document.RootElement)];

        static IEnumerable<string> Texts(JsonElement element) =>
            element.ValueKind switch
            {
                JsonValueKind.String => [element.GetString()!],
                JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
                JsonValueKind.Object => element.EnumerateObject().SelectMany(one => Texts(one.Value)),
                _ => [],
            };
    }
}
