using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation.Runs;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Imi.Kernel.Features.Translation;

/// <summary>
/// Receives what engines that answer later send to the platform. Only a sender who knows the secret of a submission's address is heard. An answer is
/// kept once, however often it comes.
/// </summary>
public sealed class TranslationAnswerService(
    ImiDbContext database,
    ExchangeVault vault,
    IEnumerable<IMachineTranslator> engines,
    TranslationRequestStore requests,
    WholeFileCheckService checks,
    TimeProvider time,
    ILogger<TranslationAnswerService> logger
)
{
    /// <summary>The path below which engines send their answers; the id of the submission and its secret follow.</summary>
    public const string Path = "/translation-answers";

    /// <summary>The end of the path for the translation of a whole file.</summary>
    public const string FileSuffix = "/file";

    /// <summary>Keeps an answer. The caller runs <see cref="TranslationRunService"/> afterwards; a job does so if the node dies.</summary>
    /// <param name="id">The submission.</param>
    /// <param name="secret">The secret of its address.</param>
    /// <param name="message">What the engine sent.</param>
    /// <param name="cancellationToken">Cancels the call before anything is written.</param>
    /// <returns>What the answer belongs to; null if there is no such submission, or the secret is wrong.</returns>
    public async Task<TranslationScope?> ReceiveAsync(Guid id, string secret, EngineMessage message, CancellationToken cancellationToken)
    {
        var submission = await SubmissionQuery(database, id).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        if (submission?.IsFor(secret) != true)
            return null;
        var engine = engines.OfType<IDeferredTranslator>().FirstOrDefault(one => one.Name == submission.Engine);
        if (engine?.Read(message, id.ToString()) is { } answer)
            await KeepAsync(submission.Scope, id, answer, isFile: false, cancellationToken);
        return submission.Scope;
    }

    /// <summary>Returns whether somebody who knows the secret of a submission sends its answer. Asked before a large answer is read.</summary>
    public async Task<bool> IsExpectedAsync(Guid id, string secret, CancellationToken cancellationToken) =>
        await SubmissionQuery(database, id).AsNoTracking().FirstOrDefaultAsync(cancellationToken) is { } submission && submission.IsFor(secret);

    /// <summary>Keeps the translation of a whole file, if it is what the engine promised and the malware scanner finds nothing.</summary>
    /// <param name="id">The submission.</param>
    /// <param name="secret">The secret of its address.</param>
    /// <param name="message">What the engine sent.</param>
    /// <param name="cancellationToken">Cancels the call before anything is written.</param>
    /// <returns>What the answer belongs to, and whether it was taken: false if the scanner does not answer, so that the engine sends it again. Null if there is
    /// no such submission, or the secret is wrong.</returns>
    public async Task<(TranslationScope Scope, bool IsTaken)?> ReceiveFileAsync(
        Guid id,
        string secret,
        EngineMessage message,
        CancellationToken cancellationToken
    )
    {
        var submission = await SubmissionQuery(database, id).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        if (submission?.IsFor(secret) != true)
            return null;
        var engine = engines.OfType<IDocumentTranslator>().FirstOrDefault(one => one.Name == submission.Engine);
        if (submission.AnsweredAt is not null || engine?.ReadDocument(message, id.ToString()) is not { } answer)
            return (submission.Scope, true);
        var fault = answer.Fault;
        if (fault is null)
        {
            var verdict = await checks.CheckAsync(submission.Scope, answer.Content.ToArray(), engine.LargestDocument, cancellationToken);
            if (verdict == ScanResult.Unreachable)
                return (submission.Scope, false);
            fault = verdict == ScanResult.Clean ? null : TranslationFault.Nonsense;
        }

        var texts = fault is null ? new EngineAnswer([Convert.ToBase64String(answer.Content.Span)]) : EngineAnswer.Failed(fault.Value);
        await KeepAsync(submission.Scope, id, texts, isFile: true, cancellationToken);
        return (submission.Scope, true);
    }

    /// <summary>The path for the answer to a submission.</summary>
    internal static string PathOf(Guid id, string secret) => $"{Path}/{id}/{secret}";

    internal static IQueryable<TranslationSubmission> SubmissionQuery(ImiDbContext database, Guid id) =>
        database.Set<TranslationSubmission>().Where(submission => submission.Id == id);

    private Task KeepAsync(TranslationScope scope, Guid id, EngineAnswer answer, bool isFile, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                // The request comes first: its row is locked, so that the node that works on it sees the answer or leaves the request due.
                var isExpected = await requests.WakeAsync(scope, stop);
                if (await SubmissionQuery(database, id).FirstOrDefaultAsync(stop) is not { AnsweredAt: null } submission)
                    return;
                using var cipher = await vault.TryOpenAsync(scope.Exchange, stop);
                if (!isExpected || cipher is null)
                {
                    database.Set<TranslationSubmission>().Remove(submission);
                    return;
                }

                if (SubmissionContent.Decrypt(submission, cipher).IsFile != isFile)
                    return; // It came to the address of another kind of answer.
                submission.Receive(
                    answer.Fault is null ? SubmissionContent.Encrypt(answer.Texts, id, cipher) : null,
                    answer.Fault,
                    time.GetUtcNow().UtcDateTime
                );
                if (answer.Fault is { } fault)
                    logger.LogWarning("The translation engine {Engine} answered with a fault ({Fault})", submission.Engine, fault);
            },
            cancellationToken
        );
}
