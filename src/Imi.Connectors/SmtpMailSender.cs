using System.Net.Sockets;
using Imi.Kernel.Notices;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Imi.Connectors;

/// <summary>Hands e-mails to a mail server.</summary>
internal sealed class SmtpMailSender(MailSettings settings, TimeProvider time) : IMailSender
{
    private const int Permanent = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        var message = MailMessages.Of(mail, settings, time.GetUtcNow());
        using var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
        try
        {
            await client.ConnectAsync(settings.Host!, settings.Port, settings.Security, cancellationToken);
            if (settings.UserName is { Length: > 0 } userName)
                await client.AuthenticateAsync(userName, settings.Password ?? "", cancellationToken);
            await client.SendAsync(message, cancellationToken);
        }
        catch (Exception failure) when (IsOfTheServer(failure))
        {
            throw new MailNotTakenNowException("The mail server takes no mail now.", failure);
        }

        await SayGoodbyeAsync(client, cancellationToken);
    }

    private static bool IsOfTheServer(Exception failure) => failure is SocketException or IOException or TimeoutException or SslHandshakeException
        or AuthenticationException or ProtocolException or ServiceNotConnectedException or SmtpCommandException { StatusCode: < (SmtpStatusCode)Permanent };

    /// <summary>The server has taken the mail: what goes wrong from here on must not send it twice.</summary>
    private static async Task SayGoodbyeAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception late) when (late is SocketException or IOException or ProtocolException or OperationCanceledException)
        {
            // It is gone already.
        }
    }
}
