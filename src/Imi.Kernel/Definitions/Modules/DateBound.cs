namespace Imi.Kernel.Definitions.Modules;

/// <summary>What <c>notBefore</c> and <c>notAfter</c> may name beside a date field of the same form.</summary>
public static class DateBound
{
    /// <summary>The day it is.</summary>
    public const string Today = "today";

    /// <summary>The day on which the exchange was sent; today while it is a draft.</summary>
    public const string Sent = "sent";

    /// <summary>The day on which the recipient accepted it.</summary>
    public const string Accepted = "accepted";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Today, Sent, Accepted];
}
