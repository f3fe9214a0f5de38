namespace Imi.Kernel.Features.BlockedData;

/// <summary>The states of a request about hidden data.</summary>
public enum BlockedDataRequestState
{
    /// <summary>It waits for the decision of a second person.</summary>
    Waiting,

    /// <summary>It was granted: the data can be read, or are due for deletion.</summary>
    Granted,

    /// <summary>It was refused.</summary>
    Refused,

    /// <summary>The unblocking ended, by a person or by its last day.</summary>
    Ended,
}
