namespace Imi.Kernel.Foundation.Outbox;

/// <summary>Why a mail was not taken: without address and text.</summary>
/// <param name="Kind">Whom the fault concerns.</param>
/// <param name="Code">The reply code of SMTP (RFC 5321, 4.2); null where there was no reply.</param>
/// <param name="Phase">In which phase of the dialogue it happened.</param>
public sealed record MailFault(MailFaultKind Kind, int? Code, MailPhase Phase)
{
    /// <summary>The fault as it is stored, logged and listed, for example <c>452 recipient</c>.</summary>
    public override string ToString() =>
        $"{Code?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no-reply"} {Phase.ToString().ToLowerInvariant()}";
}
