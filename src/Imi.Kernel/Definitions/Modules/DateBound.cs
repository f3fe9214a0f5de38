namespace Imi.Kernel.Definitions.Modules;

/// <summary>The dates that <c>notBefore</c> and <c>notAfter</c> may name, besides a date field of the same form.</summary>
public static class DateBound
{
    /// <summary>Today's date.</summary>
    public const string Today = "today";

    /// <summary>The date on which the exchange was sent; today while it is a draft.</summary>
    public const string Sent = "sent";

    /// <summary>The date on which the recipient accepted it.</summary>
    public const string Accepted = "accepted";

    /// <summary>All bounds.</summary>
    public static IReadOnlyList<string> All { get; } = [Today, Sent, Accepted];
}
