namespace Imi.Kernel.Definitions.Modules;

/// <summary>The effects that an action can have besides changing the state.</summary>
public enum Verb
{
    /// <summary>Deletes the draft with its content.</summary>
    DeleteDraft,

    /// <summary>Forwards the exchange to another authority of the recipient's country.</summary>
    Forward,

    /// <summary>Splits chosen items off to another authority, as a linked exchange.</summary>
    Split,

    /// <summary>Assigns handlers of the actor's authority.</summary>
    Allocate,

    /// <summary>Reads the reply-by date from the action's form; a date other than the requested one is a counter-proposal.</summary>
    ProposeDate,

    /// <summary>Makes the proposed date the reply-by date.</summary>
    AgreeDate,

    /// <summary>Keeps the reply-by date that the sender requested.</summary>
    DeclineDate,

    /// <summary>Records the recipient's complete reply; with several recipients, the answer of one of them.</summary>
    Answer,

    /// <summary>Starts another round with a new reply-by date.</summary>
    Round,

    /// <summary>Sends a notification or alert to its recipients.</summary>
    Broadcast,

    /// <summary>Passes a notification or alert on to another authority of the actor's country.</summary>
    Disseminate,

    /// <summary>Changes the form after sending: creates a new version and keeps the earlier ones.</summary>
    Amend,

    /// <summary>Extends the due date of the state.</summary>
    Extend,
}
