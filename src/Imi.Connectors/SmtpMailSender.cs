using Imi.Kernel.Notices;
using MailKit.Net.Smtp;

namespace Imi.Connectors;

/// <summary>Hands e-mails to a mail server.</summary>
internal sealed class SmtpMailSender(MailSettings settings, TimeProvider time) : IMailSender
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
        await client.ConnectAsync(settings.Host!, settings.Port, settings.Security, cancellationToken);
        if (settings.UserName is { Length: > 0 } userName)
            await client.AuthenticateAsync(userName, settings.Password ?? "", cancellationToken);
        await client.SendAsync(MailMessages.Of(mail, settings, time.GetUtcNow()), cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);
    }
}
