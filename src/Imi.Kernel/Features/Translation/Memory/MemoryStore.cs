using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation.Terms;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Translation.Memory;

/// <summary>Changes stored translations, and keeps exchanges findable by their translated words.</summary>
public sealed class MemoryStore(ImiDbContext database, ExchangeStore exchanges, ReadableTextQuery readable, IExchangeIndex index)
{
    /// <summary>Changes what is stored of an exchange or a file, within a transaction. What others stored meanwhile stays.</summary>
    /// <param name="context">The exchange, with its key.</param>
    /// <param name="scope">What is translated.</param>
    /// <param name="glossary">The glossary that the change uses; null for none.</param>
    /// <param name="change">Changes the decrypted translations.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether it was changed; false if the key of the exchange or the file is gone.</returns>
    internal async Task<bool> ChangeAsync(
        ExchangeContext context,
        TranslationScope scope,
        ModuleGlossary? glossary,
        Action<MemoryContent> change,
        CancellationToken cancellationToken
    )
    {
        var isFile = scope.File != Guid.Empty;
        if (!isFile)
            await readable.LockAsync([scope.Exchange], cancellationToken); // Before any other row, as every change of an exchange does.
        if (!await database.Set<ExchangeKey>().AnyAsync(key => key.ExchangeId == scope.Exchange, cancellationToken))
            return false;
        if (isFile && !await FileTranslationQuery.RowQuery(database, scope).AnyAsync(cancellationToken))
            return false; // The file was withdrawn.
        var rows = TranslationQuery.MemoryQuery(database, scope).AsTracking();
        var row = await rows.ClaimAsync(null, cancellationToken) ? await rows.FirstAsync(cancellationToken) : null;
        var memory = MemoryContent.Of(row, context.Cipher, glossary);
        change(memory);
        memory.WriteTo(row ?? database.Set<TranslationMemory>().Add(new TranslationMemory(scope)).Entity, context.Cipher);
        if (isFile)
            return true;
        await database.SaveChangesAsync(cancellationToken);
        if (await exchanges.LoadAsync(scope.Exchange, cancellationToken) is { } now)
            await index.FollowAsync(now, isNew: false, cancellationToken);
        return true;
    }
}
