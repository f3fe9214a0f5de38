namespace Imi.Kernel.Definitions.Modules;

/// <summary>What an action does beyond moving to a state.</summary>
public enum Verb
{
    /// <summary>Removes the draft and everything in it.</summary>
    DeleteDraft,

    /// <summary>Hands the exchange to another authority of the recipient's country.</summary>
    Forward,

    /// <summary>Moves chosen items to another authority as a linked exchange.</summary>
    Split,

    /// <summary>Assigns handlers of the actor's authority.</summary>
    Allocate,

    /// <summary>Reads the reply-by date; another than the one wanted is a counter-proposal.</summary>
    ProposeDate,

    /// <summary>The counter-proposed date becomes the reply-by date.</summary>
    AgreeDate,

    /// <summary>The reply-by date stays as the sender wanted it.</summary>
    DeclineDate,

    /// <summary>The recipient's complete reply; of one of several recipients, what the state waits for.</summary>
    Answer,

    /// <summary>Opens another round with a new reply-by date.</summary>
    Round,

    /// <summary>Reaches the recipients of a notification or alert.</summary>
    Broadcast,

    /// <summary>Passes a notification or alert on to another authority of the actor's country.</summary>
    Disseminate,

    /// <summary>Changes the form after it was sent: a new version, the earlier ones kept.</summary>
    Amend,

    /// <summary>Moves the state's last day.</summary>
    Extend,
}
