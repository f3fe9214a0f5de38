namespace Imi.Kernel.Features.BlockedData;

/// <summary>What is asked about personal data.</summary>
public enum BlockedDataRequestKind
{
    /// <summary>To read them for a while, although they are hidden (Article 14(3)).</summary>
    Unblocking,

    /// <summary>To delete them before their day (Article 14(5)).</summary>
    EarlyDeletion,
}
