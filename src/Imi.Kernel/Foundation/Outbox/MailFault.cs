namespace Imi.Kernel.Foundation.Outbox;

/// <summary>Why a mail was not accepted. Contains neither address nor text.</summary>
/// <param name="Kind">What the fault affects.</param>
/// <param name="Code">The SMTP reply code (RFC 5321, section 4.2); null if there was no reply.</param>
/// <param name="Phase">The phase in which it happened.</param>
public sealed record MailFault(MailFaultKind Kind, int? Code, MailPhase Phase)
{
    /// <summary>The fault as it is stored, logged and listed, for example <c>452 recipient</c>.</summary>
    public override string ToString() =>
        $"{Code?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no-reply"} {Phase.ToString().ToLowerInvariant()}";
}
