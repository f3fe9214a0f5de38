using Imi.Kernel.Foundation.Jobs;

namespace Imi.Kernel.Features.Translation;

/// <summary>Translates the exchanges whose translation was requested.</summary>
public sealed class TranslationJob(TranslationRunService runs) : IBackgroundJob
{
    /// <inheritdoc/>
    public static string Name => "translation";

    /// <inheritdoc/>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await runs.RunDueAsync(cancellationToken) is { } fault)
            throw new JobProblemException(fault.ToString());
    }
}
