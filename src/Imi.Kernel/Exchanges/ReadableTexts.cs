using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges.Content;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>
/// The texts of one exchange by which people may find it. What a person may not read on the page of the exchange is not among that person's texts.
/// Neither are special categories of data, earlier versions, withdrawn files, and anything of a hidden or deleted exchange.
/// </summary>
internal sealed class ReadableTexts(
    ExchangeContext context,
    AccessPolicy policy,
    ExchangeCipher? cipher,
    IReadOnlyList<ContentDocument> documents,
    IReadOnlyList<TimelineEntry> timeline,
    IReadOnlyList<ReadableText> files,
    IReadOnlyList<(Guid Authority, ReadableText Text)> notes,
    IReadOnlyDictionary<Guid, Authority> authorities,
    IReadOnlyList<ILookup<string, StoredTranslation>> translations
)
{
    private readonly Dictionary<Guid, Answers> _answers = [];
    private IReadOnlyList<ReadableText>? _messages;

    /// <summary>Whether exchanges of a phase are found by their content: not hidden and deleted ones.</summary>
    public static bool IsSearched(Phase phase) => phase is Phase.Draft or Phase.Open or Phase.Closed;

    /// <summary>No texts at all.</summary>
    public static ReadableTexts None(ExchangeContext context, AccessPolicy policy) =>
        new(context, policy, null, [], [], [], [], new Dictionary<Guid, Authority>(), []);

    /// <summary>Selects the texts that a person may read now.</summary>
    public IReadOnlyList<ReadableText> For(Actor reader)
    {
        var sight = policy.SightOf(reader, context.Access);
        if (cipher is null || sight is Sight.None or Sight.Shell)
            return [];
        var texts = new List<ReadableText>();
        if (context.Exchange.Number is { } number)
            texts.Add(new ReadableText(null, "", ReadableText.Number, number));
        if (sight == Sight.Informed)
        {
            texts.AddRange(InformedFor(reader));
            return texts;
        }

        texts.AddRange(OwnForm(field => sight.Shows(field)));
        foreach (var (entry, document) in ActionsFor(reader))
        {
            // As on the page: the people of an authority read what the authority itself wrote.
            var shown = context.Access.IsReadBy(reader, entry.AuthorityId) ? Sight.Full : sight;
            texts.AddRange(TextsOf(context.Module.Forms[document.Form], AnswersOf(document), field => shown.Shows(field)));
        }

        if (sight.ShowsContent())
        {
            texts.AddRange(Messages);
            texts.AddRange(files);
        }

        texts.AddRange(texts.SelectMany(TranslationsOf).ToList());
        texts.AddRange(
            notes.Where(note => context.Access.Parts.ContainsKey(note.Authority) && context.Access.IsReadBy(reader, note.Authority)).Select(note => note.Text)
        );
        return texts;
    }

    private IEnumerable<ReadableText> TranslationsOf(ReadableText original) =>
        translations.SelectMany(all => all[original.Text]).Select(one => original with { Text = one.Text, Translation = one });

    private IReadOnlyList<ReadableText> Messages =>
        _messages ??= [
            .. documents
                .Where(document => document.Kind == ContentKind.Message)
                .Select(document => new ReadableText(
                    null,
                    "",
                    ReadableText.Message,
                    cipher!.DecryptText(document.Cipher, ExchangeStore.ContentPurpose(document.Id))
                )),
        ];

    private IEnumerable<ReadableText> InformedFor(Actor reader)
    {
        var shown = ActionsFor(reader).Where(one => context.Procedure.Action(one.Entry.Action)?.InformsCountries == true).ToList();
        var named = timeline
            .Where(entry => context.Procedure.Action(entry.Action)?.InformsCountries == true && !IsKeptFrom(reader, entry))
            .SelectMany(entry => context.Procedure.Action(entry.Action)!.Shows)
            .ToHashSet(StringComparer.Ordinal);
        var own = InformedFields.OfExchange(context.Procedure.Form, named).Fields;
        return OwnForm(own.Contains)
            .Concat(
                shown.SelectMany(one =>
                {
                    var form = context.Module.Forms[one.Document.Form];
                    var fields = InformedFields.OfAction(form, context.Procedure.Action(one.Entry.Action)!).Fields;
                    return TextsOf(form, AnswersOf(one.Document), fields.Contains);
                })
            );
    }

    private IEnumerable<(TimelineEntry Entry, ContentDocument Document)> ActionsFor(Actor reader) =>
        from entry in timeline
        join document in documents on entry.ContentId equals document.Id
        where document.Kind == ContentKind.Action && !IsKeptFrom(reader, entry)
        select (entry, document);

    private bool IsKeptFrom(Actor reader, TimelineEntry entry) => SideContent.IsKeptFrom(reader, context, entry, timeline, authorities);

    private IEnumerable<ReadableText> OwnForm(Func<Field, bool> isShown) =>
        documents.LastOrDefault(document => document.Kind == ContentKind.Form) is { } form ? TextsOf(context.Procedure.Form, AnswersOf(form), isShown) : [];

    private Answers AnswersOf(ContentDocument document) =>
        _answers.TryGetValue(document.Id, out var known) ? known : _answers[document.Id] = ExchangeContext.AnswersIn(document, cipher!);

    private static IEnumerable<ReadableText> TextsOf(Form form, Answers answers, Func<Field, bool> isShown) =>
        form.Elements.Values.SelectMany(element =>
            element switch
            {
                Field field => TextsOf(form, field, answers, isShown),
                FieldGroup group => answers.Items(group.Name).SelectMany(item => group.Fields.SelectMany(field => TextsOf(form, field, item, isShown))),
                _ => [],
            }
        );

    private static IEnumerable<ReadableText> TextsOf(Form form, Field field, Answers answers, Func<Field, bool> isShown) =>
        field is { Special: null, GroundOf: null, Type: FieldType.Text or FieldType.LongText or FieldType.WebAddress or FieldType.Email } && isShown(field)
            ? answers.Texts(field.Name).Select(text => new ReadableText(field, form.Name, "", text))
            : [];
}
