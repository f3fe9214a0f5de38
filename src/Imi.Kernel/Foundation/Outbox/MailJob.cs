using Imi.Kernel.Foundation.Jobs;

namespace Imi.Kernel.Foundation.Outbox;

/// <summary>Sends the e-mails in the outbox.</summary>
public sealed class MailJob(OutboxService outbox) : IBackgroundJob
{
    /// <inheritdoc/>
    public static string Name => "mail";

    /// <inheritdoc/>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if ((await outbox.SendAsync(cancellationToken)).Blocked is { } fault)
            throw new JobProblemException(fault.ToString());
    }
}
