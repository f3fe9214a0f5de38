namespace Imi.Kernel.Definitions.Modules;

/// <summary>A party of an exchange.</summary>
public enum Party
{
    /// <summary>The authority that started the exchange.</summary>
    Sender,

    /// <summary>The authority that receives a request.</summary>
    Recipient,

    /// <summary>The coordinator linked to the sender.</summary>
    CoordinatorOfSender,

    /// <summary>The coordinator linked to the recipient.</summary>
    CoordinatorOfRecipient,

    /// <summary>The authorities to which a notification or alert was broadcast or passed on, including the Commission.</summary>
    Recipients,

    /// <summary>The European Commission, if a notification or alert was broadcast to it.</summary>
    Commission,
}
