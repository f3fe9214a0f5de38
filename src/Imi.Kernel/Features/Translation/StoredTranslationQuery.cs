using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation.Memory;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Translation;

/// <summary>
/// Gives stored translations to documents about an exchange, and corrections to the search for the data of a data subject. What people wrote into a correction
/// can name a person whom the original does not name.
/// </summary>
public sealed class StoredTranslationQuery(ImiDbContext database, AuthorityDirectory directory) : IStoredTranslations, IExchangeTexts
{
    /// <inheritdoc/>
    public string Kind => "translation-correction";

    /// <inheritdoc/>
    public string TitleKey => "translation.correction";

    async Task<IReadOnlyDictionary<string, StoredTranslation>> IStoredTranslations.OfAsync(
        ExchangeContext context,
        string language,
        CancellationToken cancellationToken
    )
    {
        var scope = new TranslationScope(context.Exchange.Id, language);
        var translated = new Dictionary<string, StoredTranslation>(StringComparer.Ordinal);
        if (context.OpenCipher is not { } cipher || await TranslationQuery.MemoryQuery(database, scope).FirstOrDefaultAsync(cancellationToken) is not { } row)
            return translated;
        var memory = MemoryContent.Of(row, cipher, null);
        foreach (var (original, translation) in In(memory, context, language, await directory.FindAsync(memory.CorrectedBy, cancellationToken)))
            translated.TryAdd(original, translation);
        return translated;
    }

    async Task<ILookup<string, StoredTranslation>> IStoredTranslations.AllAsync(ExchangeContext context, CancellationToken cancellationToken)
    {
        var rows = context.OpenCipher is null ? [] : await MemoriesQuery(database, [context.Exchange.Id]).ToListAsync(cancellationToken);
        var nobody = new Dictionary<Guid, Authority>();
        return rows.SelectMany(row => In(MemoryContent.Of(row, context.Cipher, null), context, row.Language, nobody))
            .ToLookup(one => one.Original, one => one.Translation, StringComparer.Ordinal);
    }

    private static IEnumerable<(string Original, StoredTranslation Translation)> In(
        MemoryContent memory,
        ExchangeContext context,
        string language,
        IReadOnlyDictionary<Guid, Authority> authorities
    )
    {
        var reader = new MemoryReader(context.Exchange.Id, language, Guid.Empty, authorities);
        foreach (var text in WrittenTexts.In(context).Select(memory.Languages.Of).Where(text => text.Language != language))
        {
            if (memory.Translate(text, reader) is { } one)
                yield return (
                    text.Text,
                    new StoredTranslation(one.Text, one.Source, language, one.Engines, one.Via, one.On, one.IsUncertain)
                    {
                        IsDetected = one.IsDetected,
                        CorrectedBy = one.CorrectedBy,
                        CorrectedOn = one.CorrectedOn,
                        IsCorrected = one.IsCorrected,
                    }
                );
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ExchangeText>> OfAsync(Guid authority, IReadOnlyList<Guid> exchanges, CancellationToken cancellationToken) =>
        [
            .. (await MemoriesQuery(database, exchanges).ToListAsync(cancellationToken)).Select(memory => new ExchangeText(
                memory.ExchangeId,
                cipher => MemoryContent.Of(memory, cipher, null).Corrections
            )),
        ];

    /// <summary>Returns nothing: a correction stands beside the original for all who read it, and no authority alone sees it.</summary>
    public Task<IReadOnlyList<(Guid Authority, ExchangeText Text)>> AllOfAsync(Guid exchange, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<(Guid Authority, ExchangeText Text)>>([]);

    /// <summary>The memories of the texts of exchanges; files have no corrections.</summary>
    internal static IQueryable<TranslationMemory> MemoriesQuery(ImiDbContext database, IReadOnlyList<Guid> exchanges) =>
        database
            .Set<TranslationMemory>()
            .AsNoTracking()
            .Where(memory => exchanges.Contains(memory.ExchangeId) && memory.FileId == Guid.Empty)
            .OrderBy(memory => memory.ExchangeId)
            .ThenBy(memory => memory.Language);
}
