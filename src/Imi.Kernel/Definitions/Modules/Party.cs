namespace Imi.Kernel.Definitions.Modules;

/// <summary>A party of an exchange.</summary>
public enum Party
{
    /// <summary>The authority that asks.</summary>
    Sender,

    /// <summary>The authority that is asked.</summary>
    Recipient,

    /// <summary>The coordinator linked to the sender.</summary>
    CoordinatorOfSender,

    /// <summary>The coordinator linked to the recipient.</summary>
    CoordinatorOfRecipient,

    /// <summary>Each of the authorities that a notification or alert was broadcast or passed on to, the Commission among them.</summary>
    Recipients,

    /// <summary>The European Commission, where a notification or alert was broadcast to it.</summary>
    Commission,
}
