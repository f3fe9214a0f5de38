namespace Imi.Kernel.Exchanges;

/// <summary>As what an authority takes part in an exchange.</summary>
public enum ParticipationCapacity
{
    /// <summary>It asks.</summary>
    Sender,

    /// <summary>It is asked, or it is one of the recipients of a notification or alert.</summary>
    Recipient,

    /// <summary>It coordinates the sender.</summary>
    CoordinatorOfSender,

    /// <summary>It coordinates the recipient.</summary>
    CoordinatorOfRecipient,

    /// <summary>It was asked and handed the exchange on: it sees the course, not the personal data.</summary>
    FormerRecipient,

    /// <summary>It is the European Commission, one of the recipients of a notification or alert.</summary>
    Commission,

    /// <summary>It is the central authority of the sender's country and acts for the sender.</summary>
    ActsForSender,

    /// <summary>It is the central authority of a recipient's country and acts for that recipient.</summary>
    ActsForRecipient,
}
