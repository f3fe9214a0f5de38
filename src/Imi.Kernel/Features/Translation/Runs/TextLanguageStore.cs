using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation.Memory;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Translation.Runs;

/// <summary>Finds the languages of texts whose authors may have declared another one, and stores them with the translations.</summary>
public sealed class TextLanguageStore(ImiDbContext database, MemoryStore memories, ILanguageDetector? detector = null)
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
            await database.WriteAsync(stop => memories.ChangeAsync(context, scope, null, memory => memory.Languages.Add(languages), stop), cancellationToken);
            database.ChangeTracker.Clear();
        }

        return [.. declared.Select(languages.Of).Where(text => text.Language != scope.Language)];
    }
}
