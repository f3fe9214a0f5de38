namespace Imi.Kernel.Features.BlockedData;

/// <summary>How a request stands.</summary>
public enum BlockedDataRequestState
{
    /// <summary>A second person has yet to decide.</summary>
    Waiting,

    /// <summary>The data can be read, or are about to be deleted.</summary>
    Granted,

    /// <summary>It was refused.</summary>
    Refused,

    /// <summary>The reading has ended.</summary>
    Ended,
}
