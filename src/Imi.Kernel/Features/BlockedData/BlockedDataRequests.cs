using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Features.BlockedData;

/// <summary>The requests about the hidden data of an exchange and what a person may do about them. Holds no content of the exchange.</summary>
public sealed record BlockedDataRequests
{
    /// <summary>The exchange.</summary>
    public required Exchange Exchange { get; init; }

    /// <summary>Its module, in the version with which the exchange began.</summary>
    public required PolicyModule Module { get; init; }

    /// <summary>The requests of one kind, the newest first.</summary>
    public required IReadOnlyList<BlockedDataRequestView> Items { get; init; }

    /// <summary>The reasons why the person cannot make a request now; empty if they can.</summary>
    public required IReadOnlyList<AccessReason> NotNow { get; init; }

    /// <summary>The parties and the asking authorities by identifier.</summary>
    public required IReadOnlyDictionary<Guid, Authority> Authorities { get; init; }

    /// <summary>The names of the people who asked or decided, by identifier.</summary>
    public required IReadOnlyDictionary<Guid, string> People { get; init; }
}

/// <summary>A request as one person may see it.</summary>
/// <param name="Request">The request and its decision.</param>
/// <param name="State">Its state today.</param>
/// <param name="Reason">The justification; null if the person may not read it or the exchange's key is gone.</param>
/// <param name="Answer">The explanation of the decision; empty if there is none, null if the person may not read it or the exchange's key is gone.</param>
/// <param name="MayDecide">Whether the person may grant or refuse it.</param>
/// <param name="MayEnd">Whether the person may end the unblocking before its last day.</param>
public sealed record BlockedDataRequestView(
    BlockedDataRequest Request,
    BlockedDataRequestState State,
    string? Reason,
    string? Answer,
    bool MayDecide,
    bool MayEnd
);
