namespace Imi.Kernel.Exchanges;

/// <summary>What can happen to a reply-by date.</summary>
public enum ReplyDateKind
{
    /// <summary>The sender wants a reply by it.</summary>
    Wanted,

    /// <summary>The recipient accepts the date that the sender wants.</summary>
    Accepted,

    /// <summary>The recipient proposes it instead of the date in force.</summary>
    Proposed,

    /// <summary>The sender agrees to the date that the recipient proposed.</summary>
    Agreed,

    /// <summary>The sender declines the date that the recipient proposed: the date before stays in force.</summary>
    Declined,
}
