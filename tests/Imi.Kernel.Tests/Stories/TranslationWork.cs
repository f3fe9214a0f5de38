using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Features.Translation.Runs;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Translates in a story with engines of the test.</summary>
internal static class TranslationWork
{
    /// <summary>Works on a request as a node does.</summary>
    public static Task<TranslationFault?> TranslatesAsync(this Story story, TranslationScope scope, params IMachineTranslator[] engines) =>
        story.UseServicesAsync(services => RunsOf(services, engines).RunAsync(scope, CancellationToken.None));

    /// <summary>Works on a request as a node does that detects languages.</summary>
    public static Task<TranslationFault?> TranslatesAsync(
        this Story story,
        TranslationScope scope,
        ILanguageDetector detector,
        params IMachineTranslator[] engines
    ) => story.UseServicesAsync(services => RunsOf(services, engines, detector).RunAsync(scope, CancellationToken.None));

    /// <summary>Receives an answer of an engine.</summary>
    public static Task<TranslationScope?> ReceivesAsync(this Story story, Uri address, IDeferredTranslator engine, string body) =>
        story.UseServicesAsync(services =>
        {
            var parts = address.AbsolutePath.Split('/');
            return ActivatorUtilities
                .CreateInstance<TranslationAnswerService>(services, [(IMachineTranslator[])[engine]])
                .ReceiveAsync(
                    Guid.Parse(parts[^2]),
                    parts[^1],
                    new EngineMessage("text/plain", new Dictionary<string, string>(), System.Text.Encoding.UTF8.GetBytes(body)),
                    CancellationToken.None
                );
        });

    /// <summary>Receives the answer of an engine to a whole file.</summary>
    public static Task<(TranslationScope Scope, bool IsTaken)?> ReceivesFileAsync(
        this Story story,
        Uri address,
        IMachineTranslator engine,
        byte[] body,
        string contentType = "application/json",
        params IMalwareScanner[] scanners
    ) =>
        story.UseServicesAsync(services =>
        {
            var parts = address.AbsolutePath.Split('/');
            var checks = ActivatorUtilities.CreateInstance<WholeFileCheckService>(services, [scanners]);
            return ActivatorUtilities
                .CreateInstance<TranslationAnswerService>(services, (IMachineTranslator[])[engine], checks)
                .ReceiveFileAsync(
                    Guid.Parse(parts[^3]),
                    parts[^2],
                    new EngineMessage(contentType, new Dictionary<string, string>(), body),
                    CancellationToken.None
                );
        });

    /// <summary>Reads the translations that a person sees.</summary>
    public static Task<ExchangeTranslation> ReadsTranslationAsync(
        this Story story,
        Officer officer,
        Guid exchange,
        string language,
        params IMachineTranslator[] engines
    ) => story.ReadsTranslationAsync(officer, exchange, language, null, engines);

    /// <summary>Reads the translations that a person sees where languages are detected.</summary>
    public static Task<ExchangeTranslation> ReadsTranslationAsync(
        this Story story,
        Officer officer,
        Guid exchange,
        string language,
        ILanguageDetector? detector,
        params IMachineTranslator[] engines
    ) =>
        story.UseServicesAsync(async services =>
            await ActivatorUtilities
                .CreateInstance<TranslationQuery>(services, detector is null ? [engines] : [engines, detector])
                .ReadAsync(
                    (await services.GetRequiredService<ExchangeQuery>().ReadAsync(exchange, officer.Actor, language, "view", CancellationToken.None))!,
                    officer.Actor,
                    language,
                    [],
                    CancellationToken.None
                )
        );

    /// <summary>Counts what engines have not answered, or what is not stored yet.</summary>
    public static Task<int> SubmissionsAsync(this Story story, Guid exchange) =>
        story.DatabaseAsync(database => database.Set<TranslationSubmission>().CountAsync(one => one.ExchangeId == exchange));

    private static TranslationRunService RunsOf(IServiceProvider services, IMachineTranslator[] engines, ILanguageDetector? detector = null)
    {
        var languages = detector is null
            ? ActivatorUtilities.CreateInstance<TextLanguageStore>(services)
            : ActivatorUtilities.CreateInstance<TextLanguageStore>(services, detector);
        var submissions = ActivatorUtilities.CreateInstance<SubmissionStore>(services, [engines]);
        var batches = ActivatorUtilities.CreateInstance<BatchService>(services, submissions);
        var wholeFiles = ActivatorUtilities.CreateInstance<WholeFileService>(services, engines, submissions);
        return ActivatorUtilities.CreateInstance<TranslationRunService>(services, engines, submissions, batches, languages, wholeFiles);
    }
}
