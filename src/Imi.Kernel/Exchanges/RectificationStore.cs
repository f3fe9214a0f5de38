using System.Text.Json;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>Replaces wrong personal data in an exchange, and keeps the earlier version blocked (Regulation (EU) No 1024/2012, Article 19).</summary>
public sealed class RectificationStore(ImiDbContext database, ContentStore content, FormEngine forms)
{
    /// <summary>The journal's name of a rectification.</summary>
    internal const string Entry = "rectified";

    /// <summary>
    /// Returns the fields and groups that a rectification cannot change: those without personal data (Regulation (EU) No 1024/2012, Article 19), and those
    /// that determined the recipients or deadlines of the exchange.
    /// </summary>
    internal static IReadOnlySet<string> Fixed(Procedure procedure, Form form)
    {
        var names = form.Elements.Values.Where(element => !MayChange(element)).Select(element => element.Name).ToHashSet(StringComparer.Ordinal);
        if (form.Name == procedure.Form.Name)
            names.UnionWith(
                procedure
                    .Recipients.SelectMany(rule => ConditionDefinitions.FieldsOf(rule.When).Append(rule.Field))
                    .Append(procedure.ReplyByField)
                    .OfType<string>()
            );
        var asking = procedure.Actions.Where(action => action.Asks?.Name == form.Name).ToList();
        if (asking.Exists(action => action.DoesVerb(Verb.ProposeDate) || action.DoesVerb(Verb.Round)))
            names.Add("replyBy");
        if (asking.Exists(action => action.DoesVerb(Verb.Extend)))
            names.Add("until");
        return names;
    }

    /// <summary>Returns the corrected answers, with the fixed ones as before, also in the items of groups.</summary>
    internal static Answers Keep(Procedure procedure, Form form, Answers before, Answers corrected)
    {
        var kept = Take(corrected, before, Fixed(procedure, form));
        foreach (var group in form.Elements.Values.OfType<FieldGroup>().Where(MayChange))
        {
            var items = corrected.Items(group.Name);
            var personal = group.Fields.Where(MayChange).Select(field => field.Name).ToList();
            kept = kept.With(
                group.Name,
                [.. before.Items(group.Name).Select((item, index) => index < items.Count ? Take(item, items[index], personal) : item)]
            );
        }

        return kept;
    }

    private static bool MayChange(FormElement element) =>
        element switch
        {
            Field field => (field.IsPersonal || field.GroundOf is not null) && field.Type != FieldType.Authority,
            FieldGroup group => group.Fields.Any(MayChange),
            _ => false,
        };

    /// <summary>Returns the names of the fields and groups whose answers differ, in alphabetical order.</summary>
    internal static IReadOnlyList<string> Changed(Answers before, Answers after) =>
        [.. before.Fields.Union(after.Fields, StringComparer.Ordinal).Where(name => JsonOf(before, name) != JsonOf(after, name)).Order(StringComparer.Ordinal)];

    /// <summary>Replaces the answers of a document. Other versions of the procedure's form are corrected where they have the same wrong answers.</summary>
    /// <returns>The blocked earlier version.</returns>
    internal async Task<ContentDocument> ReplaceAsync(
        ExchangeContext context,
        ExchangeCipher cipher,
        ContentDocument document,
        Answers before,
        Answers after,
        EarlierContent earlier,
        Actor actor,
        Guid authority,
        CancellationToken cancellationToken
    )
    {
        var exchange = context.Exchange;
        var blocked = Block(exchange, cipher, document, earlier with { Text = before.ToJson() }, after.ToJson(), actor, authority);
        var isForm = document.Kind == ContentKind.Form;
        var form = isForm ? context.Procedure.Form : context.Module.Forms[document.Form];
        var others = await database
            .Set<ContentDocument>()
            .Where(other => other.ExchangeId == exchange.Id && other.Kind == document.Kind && other.Form == document.Form && other.Id != document.Id)
            .OrderBy(other => other.Id)
            .ToListAsync(cancellationToken);
        foreach (var other in others.Where(_ => isForm))
        {
            var old = Answers.FromJson(cipher.DecryptText(other.Cipher, ExchangeStore.ContentPurpose(other.Id)));
            var wrong = earlier.Fields.Where(name => before.Has(name) && JsonOf(old, name) == JsonOf(before, name)).ToList();
            if (wrong.Count > 0)
                Block(exchange, cipher, other, earlier with { Fields = wrong, Text = old.ToJson() }, Take(old, after, wrong).ToJson(), actor, authority);
        }

        if (isForm)
            ContentStore.Name(exchange, context.Procedure, cipher, after);
        if (!isForm)
        {
            var source = new AnswerSource(document.Id, form.Name, context.CountryOf(document.AuthorityId), context.Today);
            await content.ReplaceFactsAsync(exchange.Id, source, forms.Facts(form, after), cancellationToken);
        }
        else if (others.TrueForAll(other => other.Id.CompareTo(document.Id) < 0))
        {
            await content.ReplaceFactsAsync(exchange.Id, exchange.SourceOfForm(context.Procedure, context.Today), forms.Facts(form, after), cancellationToken);
        }

        return blocked;
    }

    /// <summary>Replaces the text of a message.</summary>
    /// <returns>The blocked earlier version.</returns>
    internal ContentDocument Replace(
        Exchange exchange,
        ExchangeCipher cipher,
        ContentDocument message,
        string text,
        EarlierContent earlier,
        Actor actor,
        Guid authority
    ) => Block(exchange, cipher, message, earlier, text, actor, authority);

    /// <summary>Returns answers with those to some fields taken from others.</summary>
    internal static Answers Take(Answers answers, Answers others, IEnumerable<string> fields) =>
        fields.Aggregate(answers, (taken, name) => taken.With(name, others[name] ?? new Answer.Single("")));

    /// <summary>Reads the rectifications from the timeline, the newest first; without reasons for people who do not see everything.</summary>
    internal static IReadOnlyList<Rectified> RectifiedIn(
        IReadOnlyList<TimelineEntry> timeline,
        IReadOnlyList<ContentDocument> documents,
        ExchangeCipher cipher,
        Sight sight
    ) =>
        [
            .. from entry in timeline
            where entry.What == KernelActions.Rectified
            join document in documents on entry.ContentId equals document.Id
            where document.Kind == ContentKind.Earlier
            let earlier = Read(document, cipher)
            orderby entry.Id descending
            select new Rectified(
                earlier.Content,
                entry.At,
                entry.UserId,
                entry.AuthorityId,
                earlier.Fields,
                sight.ShowsContent() ? earlier.Reason : "",
                earlier.Request
            ),
        ];

    /// <summary>Decrypts a blocked earlier version.</summary>
    internal static EarlierContent Read(ContentDocument document, ExchangeCipher cipher) =>
        JsonSerializer.Deserialize<EarlierContent>(cipher.DecryptText(document.Cipher, ExchangeStore.ContentPurpose(document.Id)))!;

    private ContentDocument Block(
        Exchange exchange,
        ExchangeCipher cipher,
        ContentDocument document,
        EarlierContent earlier,
        string now,
        Actor actor,
        Guid authority
    )
    {
        var blocked = content.Add(
            exchange,
            cipher,
            ContentKind.Earlier,
            document.Form,
            JsonSerializer.Serialize(earlier),
            document.Language,
            actor.UserId,
            authority
        );
        document.Cipher = cipher.EncryptText(now, ExchangeStore.ContentPurpose(document.Id));
        return blocked;
    }

    private static string JsonOf(Answers answers, string name) => answers.Only(one => one == name).ToJson();
}
