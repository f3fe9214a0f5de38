using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation.Engines;
using Imi.Kernel.Features.Translation.Memory;
using Imi.Kernel.Features.Translation.Runs;
using Imi.Kernel.Features.Translation.Terms;
using Imi.Kernel.Foundation.Persistence;
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
    TranslationRequestStore requests,
    SourceTextStore sources,
    TextLanguageStore languages,
    SubmissionStore submissions,
    BatchService batches,
    WholeFileService wholeFiles,
    TimeProvider time,
    ILogger<TranslationRunService> logger
)
{
    /// <summary>After so many sentences that an engine answered with nonsense, the attempt ends.</summary>
    private const int MostNonsense = 5;

    /// <summary>Works on all requests that are due.</summary>
    /// <returns>The last fault; null if there was none.</returns>
    internal async Task<TranslationFault?> RunDueAsync(CancellationToken cancellationToken)
    {
        TranslationFault? last = null;
        foreach (var scope in await requests.DueAsync(cancellationToken))
            last = await RunAsync(scope, cancellationToken) ?? last;
        return last;
    }

    /// <summary>Works on a request, unless another node does or it is not due.</summary>
    /// <returns>Why it is not finished; null if it is, if an engine will answer later, or if there is nothing to do now.</returns>
    public async Task<TranslationFault?> RunAsync(TranslationScope scope, CancellationToken cancellationToken)
    {
        if (!await requests.ClaimAsync(scope, cancellationToken))
            return null;
        while (true)
        {
            var fault = await AttemptAsync(scope, cancellationToken);
            if (await requests.ReleaseAsync(scope, fault, cancellationToken))
                return fault;
        }
    }

    private async Task<TranslationFault?> AttemptAsync(TranslationScope scope, CancellationToken cancellationToken)
    {
        try
        {
            var context = await exchanges.LoadAsync(scope.Exchange, cancellationToken);
            return context is { OpenCipher: not null } ? await WorkAsync(context, scope, cancellationToken) : null;
        }
        catch (TranslationFaultException failed)
        {
            logger.LogWarning("A translation into {Language} was not done ({Fault}): {Reason}", scope.Language, failed.Kind, failed.Message);
            return failed.Kind;
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            logger.LogError(defect, "A translation of exchange {Exchange} into {Language} failed", scope.Exchange, scope.Language);
            return TranslationFault.Failed;
        }
        finally
        {
            database.ChangeTracker.Clear();
        }
    }

    /// <summary>Takes up answers that arrived, then translates what is missing and not submitted.</summary>
    private async Task<TranslationFault?> WorkAsync(ExchangeContext context, TranslationScope scope, CancellationToken cancellationToken)
    {
        database.ChangeTracker.Clear();
        var names = await NamesAsync(context, cancellationToken);
        var open = await submissions.OpenAsync(scope, cancellationToken);
        if (scope.File != Guid.Empty)
        {
            if (await wholeFiles.WorkAsync(context, scope, open, cancellationToken))
                return null;
            open = [.. open.Where(one => !SubmissionContent.Decrypt(one, context.Cipher).IsFile)];
        }

        var ended = open.Where(one => !one.IsOpen(time.GetUtcNow().UtcDateTime)).ToList();
        var fault = await TakeAnswersAsync(context, ended, names, cancellationToken);
        if (ended.Count > 0)
            open = await submissions.OpenAsync(scope, cancellationToken); // What was answered may be with the next engine now.
        var pending = PendingIn(open, context);
        var texts = await sources.ReadAsync(context, scope, cancellationToken);
        if (scope.File == Guid.Empty)
            texts = await languages.ForeignAsync(context, scope, texts, cancellationToken);
        var glossary = new ModuleGlossary(context.Module, scope.Language);
        var memory = MemoryContent.Of(await TranslationQuery.MemoryQuery(database, scope).FirstOrDefaultAsync(cancellationToken), context.Cipher, glossary);
        var nonsense = 0;
        foreach (var group in texts.GroupBy(text => (text.Language, text.UnionOnly)))
        {
            var pair = new LanguagePair(group.Key.Language, scope.Language);
            var sentences = group.SelectMany(memory.MissingIn).Distinct(StringComparer.Ordinal).Where(one => !pending.Contains((pair.Source, one))).ToList();
            if (sentences.Count == 0 || await EngineRoutes.FindAsync(engines, pair, group.Key.UnionOnly, cancellationToken) is not { } route)
                continue;
            var terms = glossary.TermsFrom(pair.Source);
            var parts = sentences.Select(sentence => (Sentence: sentence, Text: new ProtectedText(sentence, pair, names, terms))).ToList();
            var wordless = new TranslationBatch(pair, route, [.. parts.Where(part => !part.Text.HasWords)]);
            if (wordless.Parts.Count > 0)
                await batches.StoreAsync(context, scope, wordless, wordless.Texts, null, cancellationToken);
            foreach (var batch in BatchesOf(pair, route, parts.Where(part => part.Text.HasWords)))
            {
                nonsense += await batches.TranslateAsync(context, scope, batch, cancellationToken);
                if (nonsense >= MostNonsense)
                    return TranslationFault.Nonsense;
            }
        }

        await sources.NoteProgressAsync(context, scope, texts, cancellationToken);
        return nonsense > 0 ? TranslationFault.Nonsense : fault;
    }

    /// <summary>Goes on with submissions that an engine answered, and gives up those whose time is over.</summary>
    /// <returns>The last fault; null if there was none.</returns>
    private async Task<TranslationFault?> TakeAnswersAsync(
        ExchangeContext context,
        IEnumerable<TranslationSubmission> ended,
        TermList names,
        CancellationToken cancellationToken
    )
    {
        TranslationFault? fault = null;
        foreach (var submission in ended)
        {
            var content = SubmissionContent.Decrypt(submission, context.Cipher);
            if (submission.Answer is not null && BatchOf(context, content, names) is { } batch)
            {
                var answer = SubmissionContent.AnswerOf(submission, context.Cipher);
                if (await batches.ContinueAsync(context, submission, batch, content.Step, answer, cancellationToken) > 0)
                    fault = TranslationFault.Nonsense;
                continue;
            }

            fault = submission.Fault ?? (submission.AnsweredAt is null ? TranslationFault.Unreachable : fault);
            await submissions.DeleteAsync(submission.Id, cancellationToken);
        }

        return fault;
    }

    /// <summary>Returns the sentences, with their language, that are with an engine.</summary>
    private static HashSet<(string Language, string Sentence)> PendingIn(IEnumerable<TranslationSubmission> open, ExchangeContext context) =>
        open.Select(submission => SubmissionContent.Decrypt(submission, context.Cipher))
            .SelectMany(content => content.Sentences.Select(sentence => (content.Pair.Source, sentence)))
            .ToHashSet();

    /// <summary>Builds the batch of a submission again; null if engines, protected names or terms changed meanwhile, so that the answer does not fit.</summary>
    private TranslationBatch? BatchOf(ExchangeContext context, SubmissionContent content, TermList names)
    {
        if (submissions.RouteOf(content) is not { } route)
            return null;
        var terms = new ModuleGlossary(context.Module, content.Pair.Target).TermsFrom(content.Pair.Source);
        var batch = new TranslationBatch(
            content.Pair,
            route,
            [.. content.Sentences.Select(sentence => (sentence, new ProtectedText(sentence, content.Pair, names, terms)))]
        );
        return batch.Texts.SequenceEqual(content.Protected) ? batch : null;
    }

    private static IEnumerable<TranslationBatch> BatchesOf(LanguagePair pair, TranslationRoute route, IEnumerable<(string Sentence, ProtectedText Text)> parts)
    {
        var (batch, length) = (new List<(string, ProtectedText)>(), 0);
        foreach (var part in parts)
        {
            if (batch.Count == route.MostSegments || (batch.Count > 0 && length + part.Text.Text.Length + 1 > route.LongestBatch))
            {
                yield return new(pair, route, batch);
                (batch, length) = ([], 0);
            }

            batch.Add(part);
            length += part.Text.Text.Length + 1;
        }

        if (batch.Count > 0)
            yield return new(pair, route, batch);
    }

    private async Task<TermList> NamesAsync(ExchangeContext context, CancellationToken cancellationToken)
    {
        var authorities = await directory.FindAsync([.. context.Exchange.Participations.Select(part => part.AuthorityId).Distinct()], cancellationToken);
        return TermList.OfNames(authorities.Values.SelectMany(authority => authority.Names.Select(name => name.Name)).Concat(WrittenTexts.NamesIn(context)));
    }
}
