using System.Diagnostics.CodeAnalysis;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation.Documents;
using Imi.Kernel.Features.Translation.Engines;
using Imi.Kernel.Features.Translation.Memory;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Imi.Kernel.Features.Translation.Runs;

/// <summary>
/// Has a file translated as a whole by an engine that can do this, where the installation wants it. If the engine does not take it, or answers something else
/// than a translation, the sentences of the file are translated instead.
/// </summary>
public sealed class WholeFileService(
    ImiDbContext database,
    IEnumerable<IMachineTranslator> engines,
    SourceTextStore sources,
    SubmissionStore submissions,
    TranslationRequestStore requests,
    MemoryStore memories,
    Journal journal,
    AccountSettings settings,
    TimeProvider time,
    ILogger<WholeFileService> logger
)
{
    /// <summary>Submits the file of a request, or takes up the answer.</summary>
    /// <param name="context">The exchange.</param>
    /// <param name="scope">The file and the target language.</param>
    /// <param name="open">What engines have of it, or have answered.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether there is nothing more to do now; false if the sentences of the file are to be translated.</returns>
    /// <exception cref="TranslationFaultException">The engine does not answer now, or takes no more work.</exception>
    internal async Task<bool> WorkAsync(
        ExchangeContext context,
        TranslationScope scope,
        IReadOnlyList<TranslationSubmission> open,
        CancellationToken cancellationToken
    )
    {
        if (await sources.FileOfAsync(scope, cancellationToken) is not var (row, file))
            return false;
        var memory = MemoryContent.Of(await TranslationQuery.MemoryQuery(database, scope).FirstOrDefaultAsync(cancellationToken), context.Cipher, null);
        if (memory.FileFrom(row.Source) is not null)
        {
            await sources.NoteCompleteAsync(scope, row.Source, cancellationToken);
            return true;
        }

        var isBegun = memory.HasAnyFrom(row.Source);
        foreach (var submission in open)
        {
            var content = SubmissionContent.Decrypt(submission, context.Cipher);
            var isWanted = content.Pair.Source == row.Source;
            if (content.IsFile && isWanted && submission.IsOpen(time.GetUtcNow().UtcDateTime))
                return true;
            if (content.IsFile && isWanted && submission.Answer is not null)
                return await StoreAsync(context, scope, content, submission, cancellationToken);
            if (content.IsFile)
                await submissions.DeleteAsync(submission.Id, cancellationToken);
            isBegun |= isWanted; // After a failure, and after the first sentences, it goes on with sentences.
        }

        if (isBegun)
            return false;
        var pair = new LanguagePair(row.Source, scope.Language);
        var route = await EngineRoutes.FindAsync(engines, pair, context.Module.IsTranslatedInUnionOnly, cancellationToken);
        return IsFor(route, file, out var kind) && await SubmitAsync(context, scope, pair, route, kind, file, cancellationToken);
    }

    private static bool IsFor([NotNullWhen(true)] TranslationRoute? route, Attachment file, [NotNullWhen(true)] out WholeFile? kind)
    {
        kind = WholeFile.Of(file.ContentType);
        return kind is not null
            && route?.Steps is [(IDocumentTranslator engine, _)]
            && engine.DocumentExtensions.Contains(kind.Extension)
            && file.Size <= engine.LargestDocument;
    }

    /// <returns>Whether the engine took the file; false if it never will.</returns>
    private async Task<bool> SubmitAsync(
        ExchangeContext context,
        TranslationScope scope,
        LanguagePair pair,
        TranslationRoute route,
        WholeFile kind,
        Attachment file,
        CancellationToken cancellationToken
    )
    {
        var engine = (IDocumentTranslator)route.Steps[0].Engine;
        if (await sources.BytesOfAsync(file, cancellationToken) is not { } bytes)
            return true; // The content of the exchange was deleted.
        var detail = $"{engine.Name} {pair} document bytes {bytes.Length} file {scope.File}";
        await database.WriteAsync(stop => journal.AppendAsync(null, null, scope.Exchange, TranslationService.Sent, detail, stop), cancellationToken);
        database.ChangeTracker.Clear();
        var (id, secret) = await submissions.AddAsync(scope, engine, SubmissionContent.OfFile(pair, route), context.Cipher, cancellationToken);
        try
        {
            var address = new Uri($"{settings.PublicAddress}{TranslationAnswerService.PathOf(id, secret)}{TranslationAnswerService.FileSuffix}");
            await engine.SubmitDocumentAsync(pair, kind.Extension, bytes, id.ToString(), address, cancellationToken);
            await database.WriteAsync(stop => requests.ExtendAsync(scope, stop), cancellationToken);
            return true;
        }
        catch (TranslationFaultException never) when (never.Kind is TranslationFault.Refused or TranslationFault.Nonsense)
        {
            logger.LogWarning("A file is translated sentence by sentence: {Reason}", never.Message);
            await submissions.DeleteAsync(id, CancellationToken.None);
            return false;
        }
        catch
        {
            await submissions.DeleteAsync(id, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Keeps the translated file, unless the exchange's key or the file was destroyed meanwhile. The answer was checked when it came.</summary>
    private async Task<bool> StoreAsync(
        ExchangeContext context,
        TranslationScope scope,
        SubmissionContent content,
        TranslationSubmission submission,
        CancellationToken cancellationToken
    )
    {
        var answer = SubmissionContent.AnswerOf(submission, context.Cipher)[0];
        var entry = new MemoryEntry(answer, [submission.Engine], null, DeadlineCalendar.Today(time), false);
        await database.WriteAsync(
            async stop =>
            {
                await memories.ChangeAsync(context, scope, null, memory => memory.KeepFile(content.Pair.Source, entry), stop);
                await requests.NoteProgressAsync(scope, stop);
                await database.Set<TranslationSubmission>().Where(one => one.Id == submission.Id).ExecuteDeleteAsync(stop);
            },
            cancellationToken
        );
        database.ChangeTracker.Clear();
        await sources.NoteCompleteAsync(scope, content.Pair.Source, cancellationToken);
        return true;
    }
}
