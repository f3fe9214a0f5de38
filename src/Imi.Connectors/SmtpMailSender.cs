using Imi.Kernel.Foundation.Outbox;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Imi.Connectors;

/// <summary>Connects to a mail server by SMTP.</summary>
internal sealed class SmtpMailSender(MailSettings settings, TimeProvider time) : IMailSender
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public async Task<IMailConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var client = new SmtpClient { Timeout = (int)Timeout.TotalMilliseconds };
        var phase = MailPhase.Connect;
        try
        {
            await client.ConnectAsync(settings.Host!, settings.Port, settings.Security, cancellationToken);
            phase = MailPhase.Authenticate;
            if (settings.UserName is { Length: > 0 } userName)
                await client.AuthenticateAsync(userName, settings.Password ?? "", cancellationToken);
            return new SmtpConnection(client, settings, time);
        }
        catch (Exception failure) when (SmtpFaults.IsOne(failure) || failure is AuthenticationException or NotSupportedException or SslHandshakeException)
        {
            client.Dispose();
            throw new MailFaultException(
                new MailFault(MailFaultKind.Server, (failure as SmtpCommandException)?.StatusCode is { } code ? (int)code : null, phase),
                failure
            );
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}
