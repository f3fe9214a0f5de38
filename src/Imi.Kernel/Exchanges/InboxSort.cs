namespace Imi.Kernel.Exchanges;

/// <summary>The sort orders of lists.</summary>
public enum InboxSort
{
    /// <summary>By deadline, the first due first.</summary>
    Due,

    /// <summary>By the last change, the newest first.</summary>
    Updated,

    /// <summary>By the day from which the exchange needs attention, the earliest first.</summary>
    Attention,
}
