using Imi.Kernel.Notices;
using Microsoft.Extensions.Logging;

namespace Imi.Connectors;

/// <summary>Logs what became of each e-mail, without its address or text.</summary>
internal sealed class LoggedMailSender(IMailSender inner, TimeProvider time, ILogger<LoggedMailSender> log) : IMailSender
{
    public async Task SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            await inner.SendAsync(mail, cancellationToken);
            log.LogInformation("E-mail {Reference} handed over in {Milliseconds} ms", mail.Reference, (long)time.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (Exception failure)
        {
            log.LogWarning("E-mail {Reference} was not taken: {Failure}", mail.Reference, failure.GetType().Name);
            throw;
        }
    }
}
