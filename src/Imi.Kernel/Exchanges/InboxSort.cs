namespace Imi.Kernel.Exchanges;

/// <summary>How lists are sorted.</summary>
public enum InboxSort
{
    /// <summary>What is due first, first.</summary>
    Due,

    /// <summary>What changed last, first.</summary>
    Updated,

    /// <summary>What has needed attention longest, first.</summary>
    Attention,
}
