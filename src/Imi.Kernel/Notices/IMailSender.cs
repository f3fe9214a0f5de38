namespace Imi.Kernel.Notices;

/// <summary>Port: hands an e-mail over for delivery.</summary>
public interface IMailSender
{
    /// <summary>Hands it over; returns only when the receiving side has taken it, throws when it has not.</summary>
    Task SendAsync(Mail mail, CancellationToken cancellationToken);
}

/// <summary>An e-mail.</summary>
/// <param name="Name">The person's name.</param>
/// <param name="Address">Where it goes.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Text">Its text, plain.</param>
/// <param name="Language">The language of both, by BCP 47.</param>
/// <param name="Reference">Unique to what it tells, so that the same one sent twice can be told.</param>
public sealed record Mail(string Name, string Address, string Subject, string Text, string Language, string Reference);
