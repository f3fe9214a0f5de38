using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation.Memory;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Translation.Runs;

/// <summary>Finds the languages of texts whose authors may have declared another one, and stores them with the translations.</summary>
public sealed class TextLanguageStore(ImiDbContext database, ILanguageDetector? detector = null)
{
    /// <summary>Returns those texts of an exchange that are not written in the target language, each in the language in which it is written.</summary>
    internal async Task<IReadOnlyList<WrittenText>> ForeignAsync(
        ExchangeContext context,
        TranslationScope scope,
        IReadOnlyList<WrittenText> declared,
        CancellationToken cancellationToken
    )
    {
        var row = await TranslationQuery.MemoryQuery(database, scope).FirstOrDefaultAsync(cancellationToken);
        var languages = MemoryContent.Of(row, context.Cipher, null).Languages;
        var unknown = declared.Where(text => !languages.Knows(text)).ToList();
        if (detector is not null && unknown.Count > 0)
        {
            foreach (var text in unknown)
                languages.Examine(text, detector);
            await database.WriteAsync(stop => AddAsync(context, scope, languages, stop), cancellationToken);
            database.ChangeTracker.Clear();
        }

        return [.. declared.Select(languages.Of).Where(text => text.Language != scope.Language)];
    }

    private async Task AddAsync(ExchangeContext context, TranslationScope scope, MemoryLanguages found, CancellationToken cancellationToken)
    {
        if (!await database.Set<ExchangeKey>().AnyAsync(key => key.ExchangeId == scope.Exchange, cancellationToken))
            return; // The exchange was deleted meanwhile.
        var rows = TranslationQuery.MemoryQuery(database, scope).AsTracking();
        var row = await rows.ClaimAsync(null, cancellationToken) ? await rows.FirstAsync(cancellationToken) : null;
        var memory = MemoryContent.Of(row, context.Cipher, null);
        memory.Languages.Add(found);
        memory.WriteTo(row ?? database.Set<TranslationMemory>().Add(new TranslationMemory(scope)).Entity, context.Cipher);
    }
}
