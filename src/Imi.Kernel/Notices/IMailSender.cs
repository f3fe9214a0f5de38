namespace Imi.Kernel.Notices;

/// <summary>Port: hands an e-mail over for delivery.</summary>
public interface IMailSender
{
    /// <summary>Hands it over; returns only when the receiving side has taken it, throws when it has not.</summary>
    /// <exception cref="MailNotTakenNowException">No mail is taken now: nothing is wrong with this one, try it again later.</exception>
    Task SendAsync(Mail mail, CancellationToken cancellationToken);
}

/// <summary>The mail server cannot be reached or takes no mail now.</summary>
public sealed class MailNotTakenNowException : Exception
{
    /// <summary>Without a reason.</summary>
    public MailNotTakenNowException()
    {
    }

    /// <summary>With a reason.</summary>
    public MailNotTakenNowException(string message)
        : base(message)
    {
    }

    /// <summary>With a reason and what it comes from.</summary>
    public MailNotTakenNowException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>An e-mail.</summary>
/// <param name="Name">The person's name.</param>
/// <param name="Address">Where it goes.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Text">Its text, plain.</param>
/// <param name="Language">The language of both, by BCP 47.</param>
/// <param name="Reference">Unique to what it tells, so that the same one sent twice can be told.</param>
public sealed record Mail(string Name, string Address, string Subject, string Text, string Language, string Reference);
