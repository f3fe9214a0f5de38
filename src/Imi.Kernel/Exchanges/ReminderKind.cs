namespace Imi.Kernel.Exchanges;

/// <summary>Why the platform reminds people of an exchange.</summary>
public enum ReminderKind
{
    /// <summary>A draft has not changed for a while.</summary>
    Draft,

    /// <summary>The last day of something that a party has to do is near or has passed.</summary>
    Due,

    /// <summary>A party has to do something without a last day, and has not done it for a while.</summary>
    Waiting,

    /// <summary>The exchange is open, nobody has to act, and nothing has happened for a while.</summary>
    Idle,
}
