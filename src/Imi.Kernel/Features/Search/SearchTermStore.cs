using System.Security.Cryptography;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Search.Terms;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Search;

/// <summary>
/// Keeps the terms of every exchange, in the same transaction as the change. For each authority that takes part, they are the words that a person of that
/// authority with the fewest rights may read.
/// </summary>
internal sealed class SearchTermStore(ImiDbContext database, ReadableTextQuery texts, PlatformKeyStore keys) : IExchangeIndex
{
    /// <inheritdoc/>
    public async Task FollowAsync(ExchangeContext context, bool isNew, CancellationToken cancellationToken)
    {
        var exchange = context.Exchange;
        if (!isNew && !await CurrentQuery(database, exchange.Id, exchange.Revision).AnyAsync(cancellationToken))
            throw new DbUpdateConcurrencyException("Another transaction changed the exchange after it was loaded."); // The change runs again.
        IReadOnlySet<string> terms = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            if (ReadableTexts.IsSearched(exchange.Phase))
                terms = await TermsAsync(context, isNew, cancellationToken);
        }
        catch (CryptographicException)
        {
            // Damaged content is not found. It must not prevent that the exchange is handed over, merged or deleted.
        }

        await ReplaceAsync(exchange.Id, terms, isNew, cancellationToken);
    }

    /// <summary>An exchange, if it still has the revision with which it was loaded.</summary>
    internal static IQueryable<Exchange> CurrentQuery(ImiDbContext database, Guid exchange, int revision) =>
        database.Set<Exchange>().Where(one => one.Id == exchange && one.Revision == revision);

    /// <summary>The terms of an exchange.</summary>
    internal static IQueryable<string> TermsQuery(ImiDbContext database, Guid exchange) =>
        database.Set<SearchTerm>().Where(term => term.ExchangeId == exchange).Select(term => term.Term);

    /// <summary>Computes the terms of an exchange for all authorities that take part.</summary>
    private async Task<IReadOnlySet<string>> TermsAsync(ExchangeContext context, bool isNew, CancellationToken cancellationToken)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        var readable = await texts.ReadAsync(context, isNew, cancellationToken);

        // Not kept for the next transaction: a key that this one creates is gone if it is rolled back.
        var hasher = new TermHasher(await keys.OpenAsync(PlatformKeyStore.SearchTerms, cancellationToken));
        var words = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var authority in context.Exchange.Participations.Select(part => part.AuthorityId).Distinct())
        {
            var keysOf = readable.For(ReaderAt(authority, context.Exchange.Module)).SelectMany(text => WordsOf(text, words)).Distinct(StringComparer.Ordinal);
            terms.UnionWith(hasher.TermsOf(authority, [.. keysOf]));
        }

        return terms;
    }

    private static IReadOnlyList<string> WordsOf(ReadableText text, Dictionary<string, IReadOnlyList<string>> known)
    {
        if (known.TryGetValue(text.Text, out var words))
            return words;
        words = [.. SearchWords.In(text.Text).SelectMany(token => token.Keys)];
        if (text.TitleKey == ReadableText.Number)
            words = [.. words, NumberWithoutCode(text.Text)];
        return known[text.Text] = words;
    }

    /// <summary>Year and running number in one, as people type them: 2026000123.</summary>
    private static string NumberWithoutCode(string number) => string.Concat(number.Split('-').SkipWhile(part => !char.IsAsciiDigit(part[0])));

    /// <summary>A person who sees only what every reader at an authority sees at any time, also while it has no task.</summary>
    private static Actor ReaderAt(Guid authority, string module) => new(Guid.Empty, "", "en", [new ActorGrant(authority, module, Role.Supervisor)]);

    private async Task ReplaceAsync(Guid exchange, IReadOnlySet<string> terms, bool isNew, CancellationToken cancellationToken)
    {
        var known = isNew ? [] : (await TermsQuery(database, exchange).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var gone = known.Where(term => !terms.Contains(term)).ToList();
        if (gone.Count > 0)
            await database
                .Set<SearchTerm>()
                .Where(term => term.ExchangeId == exchange && EF.Parameter(gone).Contains(term.Term))
                .ExecuteDeleteAsync(cancellationToken);
        var added = terms.Where(term => !known.Contains(term)).Select(term => new SearchTerm(term, exchange)).ToList();
        if (added.Count > 0)
            await database.InsertPlainlyAsync(added, cancellationToken);
    }
}
