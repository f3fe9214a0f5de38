using Imi.Kernel.Foundation.Jobs;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.Extensions.Logging;

namespace Imi.Kernel.Foundation.Audit;

/// <summary>Signs the end of the journal.</summary>
public sealed class SigningJob(JournalService journal, ILogger<SigningJob> log) : IBackgroundJob
{
    /// <inheritdoc/>
    public static string Name => "signing";

    /// <inheritdoc/>
    public static TimeSpan Interval { get; } = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var verdict = await journal.SignAsync(isRestored: false, cancellationToken);
            if (verdict.Break is { } broken)
            {
                log.LogCritical("The journal is broken at entry {Sequence} ({Kind}) and was not signed", broken.Sequence, broken.Kind);
                throw new JobProblemException("journal-broken");
            }
        }
        catch (Exception problem) when (problem is ConfigurationProblem or IOException or UnauthorizedAccessException)
        {
            log.LogCritical("The journal could not be signed: {Problem}", problem.Message);
            throw new JobProblemException("journal-unsigned");
        }
    }
}
