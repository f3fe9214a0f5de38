using System.Net.Sockets;
using Imi.Kernel.Foundation.Outbox;
using MailKit;
using MailKit.Net.Smtp;

namespace Imi.Connectors;

/// <summary>Classifies SMTP failures by reply code and phase: does a fault affect one mail or the mail server as a whole?</summary>
internal static class SmtpFaults
{
    private const int Closing = 421;
    private const int Permanent = 500;

    public static bool IsOne(Exception failure) =>
        failure
            is SocketException
                or IOException
                or TimeoutException
                or ProtocolException
                or CommandException
                or ServiceNotConnectedException
                or ServiceNotAuthenticatedException
                or NotSupportedException;

    /// <summary>Converts an exception while sending a mail to a fault.</summary>
    /// <param name="failure">The exception, one for which <see cref="IsOne"/> is true.</param>
    /// <param name="hasData">Whether the first byte of the message was sent.</param>
    public static MailFault Of(Exception failure, bool hasData)
    {
        if (failure is not SmtpCommandException refused)
        {
            // After DATA it is unknown whether the server accepted the mail: it is retried later with the same Message-ID, and other mails continue.
            return hasData ? new MailFault(MailFaultKind.Recipient, null, MailPhase.Data) : new MailFault(MailFaultKind.Server, null, MailPhase.Sender);
        }

        var code = (int)refused.StatusCode;
        var phase = refused.ErrorCode switch
        {
            SmtpErrorCode.RecipientNotAccepted => MailPhase.Recipient,
            SmtpErrorCode.MessageNotAccepted => MailPhase.Data,
            _ => hasData ? MailPhase.Data : MailPhase.Sender,
        };
        var kind =
            code == Closing || phase == MailPhase.Sender ? MailFaultKind.Server
            : code >= Permanent && phase == MailPhase.Recipient ? MailFaultKind.Permanent
            : MailFaultKind.Recipient;
        return new MailFault(kind, code, phase);
    }
}
