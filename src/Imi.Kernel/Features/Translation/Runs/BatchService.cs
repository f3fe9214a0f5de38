using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation.Counts;
using Imi.Kernel.Features.Translation.Memory;
using Imi.Kernel.Features.Translation.Terms;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Imi.Kernel.Features.Translation.Runs;

/// <summary>
/// Takes batches of sentences through the engines of their route and stores the translations. Where an engine answers later, it stops there, and goes on when
/// the answer is there.
/// </summary>
public sealed class BatchService(
    ImiDbContext database,
    Journal journal,
    SubmissionStore submissions,
    TranslationRequestStore requests,
    MemoryStore memories,
    TranslationCountStore counts,
    AccountSettings settings,
    TimeProvider time,
    ILogger<BatchService> logger
)
{
    /// <summary>Journals what leaves the platform, and translates a batch. What an engine answers with nonsense is tried again in halves.</summary>
    /// <returns>The sentences for which an engine answered nonsense.</returns>
    /// <exception cref="TranslationFaultException">An engine did not take the batch.</exception>
    internal async Task<int> TranslateAsync(ExchangeContext context, TranslationScope scope, TranslationBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Parts.Count == 0)
            return 0;
        var detail =
            $"{string.Join('+', batch.Route.Engines)} {batch.Pair} segments {batch.Parts.Count} characters {batch.Texts.Sum(text => text.Length)}"
            + (scope.File == Guid.Empty ? "" : $" file {scope.File}");
        await database.WriteAsync(stop => journal.AppendAsync(null, null, scope.Exchange, TranslationService.Sent, detail, stop), cancellationToken);
        database.ChangeTracker.Clear();
        try
        {
            await AdvanceAsync(context, scope, batch, 0, batch.Texts, null, cancellationToken);
            return 0;
        }
        catch (TranslationFaultException nonsense) when (nonsense.Kind == TranslationFault.Nonsense)
        {
            return await HalveAsync(context, scope, batch, nonsense.Message, cancellationToken);
        }
    }

    /// <summary>Goes on with a batch whose engine has answered.</summary>
    /// <param name="context">The exchange.</param>
    /// <param name="submission">The submission.</param>
    /// <param name="batch">The sentences.</param>
    /// <param name="step">The step that the answer ends.</param>
    /// <param name="texts">The answer.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The sentences for which an engine answered nonsense.</returns>
    /// <exception cref="TranslationFaultException">The next engine did not take the batch.</exception>
    internal async Task<int> ContinueAsync(
        ExchangeContext context,
        TranslationSubmission submission,
        TranslationBatch batch,
        int step,
        IReadOnlyList<string> texts,
        CancellationToken cancellationToken
    )
    {
        try
        {
            if (batch.Parts.Count == 1)
                texts = [string.Join(' ', texts)]; // The engine broke a sentence into lines.
            Check(batch, step, texts);
            await AdvanceAsync(context, submission.Scope, batch, step + 1, texts, submission.Id, cancellationToken);
            return 0;
        }
        catch (TranslationFaultException nonsense) when (nonsense.Kind == TranslationFault.Nonsense)
        {
            await submissions.DeleteAsync(submission.Id, cancellationToken);
            return await HalveAsync(context, submission.Scope, batch, nonsense.Message, cancellationToken);
        }
    }

    /// <summary>Adds translations to the memory and deletes the submission, unless the exchange's key or the file was destroyed meanwhile.</summary>
    /// <param name="context">The exchange.</param>
    /// <param name="scope">What is translated.</param>
    /// <param name="batch">The sentences.</param>
    /// <param name="texts">Their translations, with placeholders.</param>
    /// <param name="submission">The submission that ends with it; null if there is none.</param>
    /// <param name="cancellationToken">Cancels the call before anything is written.</param>
    internal async Task StoreAsync(
        ExchangeContext context,
        TranslationScope scope,
        TranslationBatch batch,
        IReadOnlyList<string> texts,
        Guid? submission,
        CancellationToken cancellationToken
    )
    {
        var today = DeadlineCalendar.Today(time);
        var entries = batch
            .Parts.Zip(texts, (part, text) => (part.Sentence, Restored: part.Text.Restore(text)))
            .Select(part => (part.Sentence, new MemoryEntry(part.Restored.Text, batch.Route.Engines, batch.Route.Via, today, !part.Restored.IsCertain)))
            .ToList();
        await database.WriteAsync(
            async stop =>
            {
                var isStored = await memories.ChangeAsync(context, scope, new ModuleGlossary(context.Module, scope.Language), Add, stop);
                await requests.NoteProgressAsync(scope, stop);
                if (!isStored)
                    return;
                if (await FiguresAsync(scope, batch, stop) is { Segments: > 0 } figures)
                    await counts.AddAsync(today, batch.Route.Engines, batch.Pair, figures, stop);
                if (submission is { } id)
                    await database.Set<TranslationSubmission>().Where(one => one.Id == id).ExecuteDeleteAsync(stop);
            },
            cancellationToken
        );
        database.ChangeTracker.Clear();

        void Add(MemoryContent memory)
        {
            foreach (var (sentence, entry) in entries)
                memory.Add(batch.Pair.Source, sentence, entry);
        }
    }

    /// <summary>Counts what engines translated of a batch.</summary>
    private async Task<TranslationFigures> FiguresAsync(TranslationScope scope, TranslationBatch batch, CancellationToken cancellationToken)
    {
        var sent = batch.Parts.Where(part => part.Text.HasWords).ToList();
        var since = await TranslationQuery.RequestQuery(database, scope).Select(one => (DateTime?)one.RequestedAt).FirstOrDefaultAsync(cancellationToken);
        return new TranslationFigures
        {
            Segments = sent.Count,
            Characters = sent.Sum(part => part.Sentence.Length),
            Milliseconds = since is { } requested ? (long)(time.GetUtcNow().UtcDateTime - requested).TotalMilliseconds : 0,
            Batches = since is null ? 0 : 1,
        };
    }

    /// <summary>Takes texts through the route from a step on, until they are translated or an engine answers later.</summary>
    private async Task AdvanceAsync(
        ExchangeContext context,
        TranslationScope scope,
        TranslationBatch batch,
        int step,
        IReadOnlyList<string> texts,
        Guid? submission,
        CancellationToken cancellationToken
    )
    {
        for (; step < batch.Route.Steps.Count; step++)
        {
            var (engine, pair) = batch.Route.Steps[step];
            if (engine is IDeferredTranslator deferred)
            {
                await SubmitAsync(context, scope, batch, step, deferred, texts, cancellationToken);
                if (submission is { } answered)
                    await submissions.DeleteAsync(answered, cancellationToken);
                return;
            }

            texts = await ((IImmediateTranslator)engine).TranslateAsync(pair, texts, cancellationToken);
            Check(batch, step, texts);
        }

        await StoreAsync(context, scope, batch, texts, submission, cancellationToken);
    }

    private async Task SubmitAsync(
        ExchangeContext context,
        TranslationScope scope,
        TranslationBatch batch,
        int step,
        IDeferredTranslator engine,
        IReadOnlyList<string> texts,
        CancellationToken cancellationToken
    )
    {
        var (id, secret) = await submissions.AddAsync(scope, engine, SubmissionContent.Of(batch, step), context.Cipher, cancellationToken);
        try
        {
            var address = new Uri($"{settings.PublicAddress}{TranslationAnswerService.PathOf(id, secret)}");
            await engine.SubmitAsync(batch.Route.Steps[step].Pair, texts, id.ToString(), address, cancellationToken);
            await database.WriteAsync(stop => requests.ExtendAsync(scope, stop), cancellationToken);
        }
        catch
        {
            await submissions.DeleteAsync(id, CancellationToken.None);
            throw;
        }
    }

    private async Task<int> HalveAsync(
        ExchangeContext context,
        TranslationScope scope,
        TranslationBatch batch,
        string reason,
        CancellationToken cancellationToken
    )
    {
        logger.LogWarning("{Count} segments were not translated ({Pair}): {Reason}", batch.Parts.Count, batch.Pair, reason);
        if (batch.Parts.Count == 1)
            return 1;
        var failed = 0;
        foreach (var half in batch.Halves)
            failed += await TranslateAsync(context, scope, half, cancellationToken);
        return failed;
    }

    private static void Check(TranslationBatch batch, int step, IReadOnlyList<string> texts)
    {
        var (engine, pair) = batch.Route.Steps[step];
        if (texts.Count != batch.Parts.Count || texts.Any(string.IsNullOrWhiteSpace))
            throw new TranslationFaultException(
                TranslationFault.Nonsense,
                $"{engine.Name} returned {texts.Count(text => !string.IsNullOrWhiteSpace(text))} texts for {batch.Parts.Count} ({pair})."
            );
    }
}
