using System.Net.Sockets;
using Imi.Kernel.Foundation.Outbox;
using MailKit;
using MailKit.Net.Smtp;

namespace Imi.Connectors;

/// <summary>Tells by reply code and phase whether a fault concerns a recipient or the mail server as a whole.</summary>
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

    /// <summary>What a failed sending means.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="hasData">Whether the message itself had begun to leave.</param>
    public static MailFault Of(Exception failure, bool hasData)
    {
        if (failure is not SmtpCommandException refused)
        {
            // After DATA nobody knows whether the server took it: it is repeated later, with the same Message-ID, and the others go on.
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
