namespace Imi.Kernel.Exchanges;

/// <summary>The events in the history of a reply-by date.</summary>
public enum ReplyDateKind
{
    /// <summary>The sender sets the date.</summary>
    Wanted,

    /// <summary>The recipient accepts the sender's date.</summary>
    Accepted,

    /// <summary>The recipient makes a counter-proposal.</summary>
    Proposed,

    /// <summary>The sender agrees to the counter-proposal.</summary>
    Agreed,

    /// <summary>The sender declines the counter-proposal; the previous date stays in force.</summary>
    Declined,
}
