using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation.Engines;
using Imi.Kernel.Features.Translation.Memory;
using Imi.Kernel.Features.Translation.Terms;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Translation;

/// <summary>Reads the machine translation of an exchange. Calls no engine: only what was translated before is shown.</summary>
public sealed class TranslationQuery(
    ImiDbContext database,
    ExchangeStore exchanges,
    AuthorityDirectory directory,
    IEnumerable<IMachineTranslator> engines,
    ILanguageDetector? detector = null
)
{
    /// <summary>Whether the installation has an engine at all.</summary>
    public bool HasEngine => engines.Any();

    /// <summary>Reads the translations of all texts that the person sees in another language.</summary>
    /// <param name="details">The exchange as the person sees it.</param>
    /// <param name="actor">The person who reads.</param>
    /// <param name="language">The target language, as a BCP 47 tag.</param>
    /// <param name="understood">Languages that the person reads without a translation.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<ExchangeTranslation> ReadAsync(
        ExchangeDetails details,
        Actor actor,
        string language,
        IReadOnlyList<string> understood,
        CancellationToken cancellationToken
    )
    {
        var id = details.Exchange.Id;
        var declared = WrittenTexts.In(details);
        if (declared.Count == 0 || await exchanges.SeenAsync(id, actor, cancellationToken) is not { OpenCipher: { } cipher })
            return ExchangeTranslation.None(language);
        var stored = await StoredQuery(database, id, language).FirstOrDefaultAsync(cancellationToken);
        var memory = MemoryContent.Of(stored?.Memory, cipher, new ModuleGlossary(details.Module, language));
        var request = stored?.Request;
        var reader = new MemoryReader(id, language, actor.UserId, await directory.FindAsync(memory.CorrectedBy, cancellationToken));
        bool IsRead(string source) => source == language || understood.Contains(source);
        var texts = declared.Select(memory.Languages.Of).Where(text => !IsRead(text.Language));
        var translated = new Dictionary<string, TranslatedText>(StringComparer.Ordinal);
        var missing = new List<WrittenText>();
        foreach (var text in texts)
        {
            if (memory.Translate(text, reader) is { } translation)
                translated.TryAdd(text.Text, translation with { MayCorrect = details.MayContribute });
            else
                missing.Add(text);
        }

        if (!TranslationService.Translates(details.Exchange.Phase))
            return ExchangeTranslation.None(language) with { Texts = translated };
        var (possible, unsupported, notAllowed) = (0, new List<string>(), new List<string>());
        foreach (var group in missing.GroupBy(text => (text.Language, text.UnionOnly)))
        {
            var pair = new LanguagePair(group.Key.Language, language);
            if (await EngineRoutes.FindAsync(engines, pair, group.Key.UnionOnly, cancellationToken) is not null)
                possible += group.Count();
            else if (group.Key.UnionOnly && await EngineRoutes.FindAsync(engines, pair, false, cancellationToken) is not null)
                notAllowed.Add(pair.Source);
            else if (!unsupported.Contains(pair.Source))
                unsupported.Add(pair.Source);
        }

        return new ExchangeTranslation(language, translated, possible, unsupported, notAllowed, request is not null, request?.Fault)
        {
            Unexamined = detector is null ? 0 : declared.Count(text => !memory.Languages.Knows(text) && IsRead(memory.Languages.Of(text).Language)),
        };
    }

    /// <summary>Reads how far the translation of an exchange is.</summary>
    /// <returns>The progress; null if the person may not see the content of the exchange.</returns>
    public async Task<TranslationProgress?> ProgressAsync(Guid exchange, Actor actor, string language, CancellationToken cancellationToken)
    {
        if (await exchanges.SeenAsync(exchange, actor, cancellationToken) is not { OpenCipher: not null })
            return null;
        var scope = new TranslationScope(exchange, language);
        var request = await RequestQuery(database, scope).FirstOrDefaultAsync(cancellationToken);
        var revision = await MemoryQuery(database, scope).Select(memory => memory.Revision).FirstOrDefaultAsync(cancellationToken);
        return new TranslationProgress(request is not null, request?.Fault, revision);
    }

    /// <summary>What is stored for the texts of an exchange: one statement reads the translations and the request.</summary>
    internal static IQueryable<StoredTexts> StoredQuery(ImiDbContext database, Guid exchange, string language) =>
        from one in database.Set<Exchange>().AsNoTracking()
        where one.Id == exchange
        join memory in database.Set<TranslationMemory>().Where(memory => memory.Language == language && memory.FileId == Guid.Empty)
            on one.Id equals memory.ExchangeId
            into memories
        from memory in memories.DefaultIfEmpty()
        join request in database.Set<TranslationRequest>().Where(request => request.Language == language && request.FileId == Guid.Empty)
            on one.Id equals request.ExchangeId
            into requests
        from request in requests.DefaultIfEmpty()
        select new StoredTexts(memory, request);

    internal static IQueryable<TranslationMemory> MemoryQuery(ImiDbContext database, TranslationScope scope) =>
        database
            .Set<TranslationMemory>()
            .AsNoTracking()
            .Where(memory => memory.ExchangeId == scope.Exchange && memory.Language == scope.Language && memory.FileId == scope.File);

    internal static IQueryable<TranslationRequest> RequestQuery(ImiDbContext database, TranslationScope scope) =>
        database
            .Set<TranslationRequest>()
            .AsNoTracking()
            .Where(request => request.ExchangeId == scope.Exchange && request.Language == scope.Language && request.FileId == scope.File);
}

/// <summary>What is stored about the translation of an exchange into a language.</summary>
/// <param name="Memory">The translations; null if nothing is translated.</param>
/// <param name="Request">The request; null if none is waiting.</param>
internal sealed record StoredTexts(TranslationMemory? Memory, TranslationRequest? Request);
