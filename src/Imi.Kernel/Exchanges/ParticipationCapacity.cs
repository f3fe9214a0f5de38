namespace Imi.Kernel.Exchanges;

/// <summary>The capacities in which an authority takes part in an exchange.</summary>
public enum ParticipationCapacity
{
    /// <summary>It begins the exchange.</summary>
    Sender,

    /// <summary>It receives a request, or is one of the recipients of a notification or alert.</summary>
    Recipient,

    /// <summary>It coordinates the sender.</summary>
    CoordinatorOfSender,

    /// <summary>It coordinates the recipient.</summary>
    CoordinatorOfRecipient,

    /// <summary>It received the request and forwarded it: it sees the timeline, not the personal data.</summary>
    FormerRecipient,

    /// <summary>It is the European Commission: one of the recipients of a notification or alert, or informed by an action.</summary>
    Commission,

    /// <summary>It is the central authority of the sender's country and acts in the sender's name.</summary>
    ActsForSender,

    /// <summary>It is the central authority of a recipient's country and acts in that recipient's name.</summary>
    ActsForRecipient,

    /// <summary>It is an authority of another country that an action informs: it reads only what the definition shows to it.</summary>
    Informed,
}
