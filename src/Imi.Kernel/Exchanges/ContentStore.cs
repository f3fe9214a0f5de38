using System.Text.Json;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges.Actions;
using Imi.Kernel.Exchanges.Content;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>Stores the content of exchanges, encrypted with their keys.</summary>
public sealed class ContentStore(ImiDbContext database, TimeProvider time)
{
    /// <summary>The longest message in characters.</summary>
    internal const int LongestMessage = 10_000;

    private const string AboutPurpose = "about";
    private const int LongestAbout = 120;

    /// <summary>Encrypts a text and adds it as a document, which the caller saves.</summary>
    internal ContentDocument Add(
        Exchange exchange,
        ExchangeCipher cipher,
        ContentKind kind,
        string form,
        string text,
        string language,
        Guid author,
        Guid authority
    )
    {
        var now = time.GetUtcNow();
        var document = new ContentDocument(OrderedId.Next(now), exchange.Id, kind, form, language, author, authority, now.UtcDateTime);
        document.Cipher = cipher.EncryptText(text, ExchangeStore.ContentPurpose(document.Id));
        database.Set<ContentDocument>().Add(document);
        return document;
    }

    /// <summary>Encrypts the answers to an action's form and adds them as a document; stores those to statistical fields in clear.</summary>
    internal ContentDocument AddAction(ActionStep step, Form form, IEnumerable<KeyValuePair<string, string>> facts, DateOnly today)
    {
        var document = Add(
            step.Exchange,
            step.Cipher,
            ContentKind.Action,
            form.Name,
            step.Asked.ToJson(),
            step.Actor.Language,
            step.Actor.UserId,
            step.Authority
        );
        AddFacts(step.Exchange.Id, new AnswerSource(document.Id, form.Name, step.Context.CountryOf(step.Authority), today), facts);
        return document;
    }

    /// <summary>Replaces a draft's answers, and its title in lists.</summary>
    /// <returns>The person who saved the previous answers, and when, UTC.</returns>
    internal (Guid Author, DateTime At) ReplaceForm(ExchangeChange change, Answers answers)
    {
        var document = change.Context.Documents.First(content => content.Kind == ContentKind.Form);
        var before = (document.AuthorId, document.CreatedAt);
        document.Cipher = change.Cipher.EncryptText(answers.ToJson(), ExchangeStore.ContentPurpose(document.Id));
        (document.AuthorId, document.CreatedAt) = (change.Actor.UserId, change.Now);
        Name(change.Exchange, change.Procedure, change.Cipher, answers);
        return before;
    }

    /// <summary>Derives the title in lists from the answers: one for people who see everything, one for people who see no personal data.</summary>
    internal static void Name(Exchange exchange, Procedure procedure, ExchangeCipher cipher, Answers answers)
    {
        var named = procedure.About.Where(answers.Has).ToList();
        var open = named.Where(field => procedure.Form.Elements[field] is Field { IsPersonal: false, IsConfidential: false }).ToList();
        var about = new ExchangeAbout(First(named), First(open), named.FirstOrDefault(), open.FirstOrDefault());
        exchange.SetAbout(cipher.EncryptText(JsonSerializer.Serialize(about), AboutPurpose));

        string First(IReadOnlyList<string> fields)
        {
            var text = fields.Count > 0 ? answers.Text(fields[0]) : "";
            return text.Length <= LongestAbout ? text : string.Concat(text.AsSpan(0, LongestAbout - 1).TrimEnd(), "…");
        }
    }

    /// <summary>Decrypts the title in lists; its texts are empty if there is none.</summary>
    internal static ExchangeAbout AboutOf(byte[] about, ExchangeCipher cipher) =>
        about.Length == 0 ? new ExchangeAbout("", "") : JsonSerializer.Deserialize<ExchangeAbout>(cipher.DecryptText(about, AboutPurpose))!;

    /// <summary>Stores the answers to statistical fields of a new document in clear.</summary>
    internal void AddFacts(Guid exchange, AnswerSource source, IEnumerable<KeyValuePair<string, string>> facts) =>
        database.Set<StatisticAnswer>().AddRange(facts.Select(fact => FactOf(exchange, source, fact)));

    /// <summary>Stores the answers to statistical fields of a new version: marks those that are no longer given as replaced, and adds the others.</summary>
    internal async Task ReplaceFactsAsync(
        Guid exchange,
        AnswerSource source,
        IEnumerable<KeyValuePair<string, string>> facts,
        CancellationToken cancellationToken
    )
    {
        var counting = await database
            .Set<StatisticAnswer>()
            .Where(fact => fact.ExchangeId == exchange && fact.SourceId == source.Id && fact.ReplacedOn == null)
            .ToListAsync(cancellationToken);
        foreach (var fact in facts)
        {
            if (counting.Find(one => one.Field == fact.Key && one.Value == fact.Value) is { } same)
                counting.Remove(same);
            else
                database.Set<StatisticAnswer>().Add(FactOf(exchange, source, fact));
        }

        counting.ForEach(gone => gone.Replace(source.On));
    }

    private StatisticAnswer FactOf(Guid exchange, AnswerSource source, KeyValuePair<string, string> fact) =>
        new(OrderedId.Next(time.GetUtcNow()), exchange, source, fact.Key, fact.Value);
}
