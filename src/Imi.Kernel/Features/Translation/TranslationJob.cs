using Imi.Kernel.Foundation.Jobs;

namespace Imi.Kernel.Features.Translation;

/// <summary>Continues the translations that a request could not finish at once: after a fault of an engine, or the end of a node.</summary>
public sealed class TranslationJob(TranslationRunService runs) : IBackgroundJob
{
    /// <inheritdoc/>
    public static string Name => "translation";

    /// <inheritdoc/>
    public static TimeSpan Interval { get; } = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await runs.RunDueAsync(cancellationToken) is { } fault)
            throw new JobProblemException(fault.ToString());
    }
}
