namespace Imi.Kernel.Features.BlockedData;

/// <summary>The kinds of requests about hidden data.</summary>
public enum BlockedDataRequestKind
{
    /// <summary>To read hidden data for some days (Regulation (EU) No 1024/2012, Article 14(3)).</summary>
    Unblocking,

    /// <summary>To delete the content before its day of deletion (Regulation (EU) No 1024/2012, Article 14(5)).</summary>
    EarlyDeletion,
}
