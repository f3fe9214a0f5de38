using System.Text;
using Imi.Kernel.Foundation.Outbox;
using MailKit;
using MailKit.Net.Smtp;
using MimeKit;

namespace Imi.Connectors;

/// <summary>An SMTP connection that sends mails one after another.</summary>
internal sealed class SmtpConnection(SmtpClient client, MailSettings settings, TimeProvider time) : IMailConnection
{
    public async Task SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        var message = Write(mail);
        var progress = new DataProgress();
        try
        {
            await client.SendAsync(message, cancellationToken, progress);
        }
        catch (Exception failure) when (SmtpFaults.IsOne(failure))
        {
            throw new MailFaultException(SmtpFaults.Of(failure, progress.HasBegun), failure);
        }
    }

    /// <summary>Disconnects. Ignores faults, because the server has accepted the mails and an exception could cause them to be sent again.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await client.DisconnectAsync(quit: true, CancellationToken.None);
        }
        catch (Exception late) when (SmtpFaults.IsOne(late) || late is OperationCanceledException)
        {
            // The connection is closed already.
        }

        client.Dispose();
    }

    private MimeMessage Write(Mail mail)
    {
        try
        {
            return MailMessages.Of(mail, settings, time.GetUtcNow());
        }
        catch (Exception wrong) when (wrong is ParseException or ArgumentException or EncoderFallbackException)
        {
            throw new MailFaultException(new MailFault(MailFaultKind.Permanent, null, MailPhase.Compose), wrong);
        }
    }

    /// <summary>Records that the first byte of a message was sent: from then on the server may have accepted it.</summary>
    private sealed class DataProgress : ITransferProgress
    {
        public bool HasBegun { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => HasBegun = true;

        public void Report(long bytesTransferred) => HasBegun = true;
    }
}
