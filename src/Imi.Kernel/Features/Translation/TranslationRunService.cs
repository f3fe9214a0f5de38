using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation.Engines;
using Imi.Kernel.Features.Translation.Memory;
using Imi.Kernel.Features.Translation.Terms;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Imi.Kernel.Features.Translation;

/// <summary>
/// Does what <see cref="TranslationRequest"/>s ask for. A node claims a request, calls engines outside any transaction, and stores the sentences batch by
/// batch. If the node dies, another one continues after the claim ends, with the sentences that are still missing.
/// </summary>
public sealed class TranslationRunService(
    ImiDbContext database,
    ExchangeStore exchanges,
    AuthorityDirectory directory,
    IEnumerable<IMachineTranslator> engines,
    Journal journal,
    TimeProvider time,
    ILogger<TranslationRunService> logger
)
{
    private const int BatchSize = 50;
    private const int MostAttempts = 40;
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Works on all requests that are due.</summary>
    /// <returns>The last fault of an engine; null if there was none.</returns>
    internal async Task<TranslationFault?> RunDueAsync(CancellationToken cancellationToken)
    {
        TranslationFault? last = null;
        foreach (var due in await DueQuery(database, Now).ToListAsync(cancellationToken))
            last = await RunAsync(due.ExchangeId, due.Language, cancellationToken) ?? last;
        return last;
    }

    /// <summary>Works on a request, unless another node does or it is not due.</summary>
    /// <returns>Why it is not finished; null if it is, or if there is nothing to do now.</returns>
    public async Task<TranslationFault?> RunAsync(Guid exchange, string language, CancellationToken cancellationToken)
    {
        if (!await ClaimAsync(exchange, language, cancellationToken))
            return null;
        var context = await exchanges.LoadAsync(exchange, cancellationToken);
        database.ChangeTracker.Clear();
        try
        {
            if (context is { OpenCipher: not null })
                await TranslateAsync(context, language, cancellationToken);
            await FinishAsync(exchange, language, cancellationToken);
            return null;
        }
        catch (TranslationFaultException failed)
        {
            logger.LogWarning("A translation into {Language} was not done ({Fault}): {Reason}", language, failed.Kind, failed.Message);
            await PostponeAsync(exchange, language, failed.Kind, cancellationToken);
            return failed.Kind;
        }
    }

    internal static IQueryable<TranslationRequest> DueQuery(ImiDbContext database, DateTime now) =>
        database.Set<TranslationRequest>().AsNoTracking().Where(request => request.NotBefore <= now).OrderBy(request => request.NotBefore).Take(BatchSize);

    private async Task TranslateAsync(ExchangeContext context, string language, CancellationToken cancellationToken)
    {
        var stored = await TranslationQuery.MemoryQuery(database, context.Exchange.Id, language).FirstOrDefaultAsync(cancellationToken);
        var memory = MemoryContent.Of(stored, context.Cipher);
        var names = await NamesAsync(context, cancellationToken);
        var none = new TermList([]);
        foreach (var group in WrittenTexts.In(context).Where(text => text.Language != language).GroupBy(text => text.Language, StringComparer.Ordinal))
        {
            var pair = new LanguagePair(group.Key, language);
            var sentences = group.SelectMany(memory.MissingIn).Distinct(StringComparer.Ordinal).ToList();
            if (sentences.Count == 0 || await EngineRoutes.FindAsync(engines, pair, cancellationToken) is not { } route)
                continue;
            foreach (var batch in sentences.Chunk(BatchSize))
            {
                var parts = batch.Select(sentence => (Sentence: sentence, Text: new ProtectedText(sentence, pair, names, none))).ToList();
                await StoreAsync(context, pair, await TranslateAsync(context, route, pair, parts, cancellationToken), cancellationToken);
            }
        }
    }

    /// <summary>Journals what leaves the platform, and translates a batch.</summary>
    private async Task<List<(string Sentence, MemoryEntry Entry)>> TranslateAsync(
        ExchangeContext context,
        TranslationRoute route,
        LanguagePair pair,
        List<(string Sentence, ProtectedText Text)> parts,
        CancellationToken cancellationToken
    )
    {
        var sent = parts.Where(part => part.Text.HasWords).Select(part => part.Text.Text).ToList();
        var translated = new Queue<string>();
        if (sent.Count > 0)
        {
            var detail = $"{string.Join('+', route.Engines)} {pair} segments {sent.Count} characters {sent.Sum(text => text.Length)}";
            await database.WriteAsync(stop => journal.AppendAsync(null, null, context.Exchange.Id, TranslationService.Sent, detail, stop), cancellationToken);
            translated = new Queue<string>(await route.TranslateAsync(sent, cancellationToken));
        }

        var today = DeadlineCalendar.Today(time);
        return
        [
            .. parts.Select(part =>
            {
                var restored = part.Text.Restore(part.Text.HasWords ? translated.Dequeue() : part.Text.Text);
                return (part.Sentence, new MemoryEntry(restored.Text, route.Engines, route.Via, today, !restored.IsCertain));
            }),
        ];
    }

    /// <summary>Adds sentences to the memory, unless the exchange's key was destroyed meanwhile.</summary>
    private Task StoreAsync(
        ExchangeContext context,
        LanguagePair pair,
        IReadOnlyList<(string Sentence, MemoryEntry Entry)> entries,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            async stop =>
            {
                var id = context.Exchange.Id;
                if (!await database.Set<ExchangeKey>().AnyAsync(key => key.ExchangeId == id, stop))
                    return;
                var row = await database.Set<TranslationMemory>().FirstOrDefaultAsync(one => one.ExchangeId == id && one.Language == pair.Target, stop);
                var memory = MemoryContent.Of(row, context.Cipher);
                foreach (var (sentence, entry) in entries)
                    memory.Add(pair.Source, sentence, entry);
                row ??= database.Set<TranslationMemory>().Add(new TranslationMemory(id, pair.Target)).Entity;
                row.Cipher = memory.Encrypt(pair.Target, context.Cipher);
                await database
                    .Set<TranslationRequest>()
                    .Where(one => one.ExchangeId == id && one.Language == pair.Target)
                    .ExecuteUpdateAsync(change => change.SetProperty(one => one.NotBefore, Now + Claim), stop); // It goes on: nobody else takes it.
            },
            cancellationToken
        );

    private async Task<TermList> NamesAsync(ExchangeContext context, CancellationToken cancellationToken)
    {
        var authorities = await directory.FindAsync([.. context.Exchange.Participations.Select(part => part.AuthorityId).Distinct()], cancellationToken);
        return TermList.OfNames(authorities.Values.SelectMany(authority => authority.Names.Select(name => name.Name)).Concat(WrittenTexts.NamesIn(context)));
    }

    /// <summary>Claims a request in one statement, so that of several nodes one gets it.</summary>
    private Task<bool> ClaimAsync(Guid exchange, string language, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
                await database
                    .Set<TranslationRequest>()
                    .Where(one => one.ExchangeId == exchange && one.Language == language && one.NotBefore <= Now)
                    .ExecuteUpdateAsync(
                        change => change.SetProperty(one => one.NotBefore, Now + Claim).SetProperty(one => one.Attempts, one => one.Attempts + 1),
                        stop
                    ) == 1,
            cancellationToken
        );

    private Task FinishAsync(Guid exchange, string language, CancellationToken cancellationToken) =>
        database.WriteAsync(
            stop => database.Set<TranslationRequest>().Where(one => one.ExchangeId == exchange && one.Language == language).ExecuteDeleteAsync(stop),
            cancellationToken
        );

    /// <summary>Plans the next attempt after a growing wait; gives up after <see cref="MostAttempts"/>, about a week.</summary>
    private Task PostponeAsync(Guid exchange, string language, TranslationFault fault, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                var request = await database.Set<TranslationRequest>().FirstOrDefaultAsync(one => one.ExchangeId == exchange && one.Language == language, stop);
                if (request is null)
                    return;
                if (request.Attempts >= MostAttempts)
                    database.Set<TranslationRequest>().Remove(request);
                else
                    request.Postpone(Now + WaitAfter(request.Attempts), fault);
            },
            cancellationToken
        );

    private static TimeSpan WaitAfter(int attempts)
    {
        var wait = TimeSpan.FromSeconds(30 * Math.Pow(2, Math.Min(attempts - 1, 10)));
        return wait < LongestWait ? wait : LongestWait;
    }
}
