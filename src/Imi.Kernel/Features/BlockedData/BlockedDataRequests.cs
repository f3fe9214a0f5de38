using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Features.BlockedData;

/// <summary>What was asked about an exchange's personal data, and what a person may do about it. No content of the exchange.</summary>
public sealed record BlockedDataRequests
{
    /// <summary>The exchange.</summary>
    public required Exchange Exchange { get; init; }

    /// <summary>Its module, in the version that it started with.</summary>
    public required PolicyModule Module { get; init; }

    /// <summary>The requests of the kind that was asked for, the newest first.</summary>
    public required IReadOnlyList<BlockedDataRequestView> Items { get; init; }

    /// <summary>Why the person cannot ask now; empty where they can.</summary>
    public required IReadOnlyList<AccessReason> NotNow { get; init; }

    /// <summary>The authorities that are named.</summary>
    public required IReadOnlyDictionary<Guid, Authority> Authorities { get; init; }

    /// <summary>The people who are named.</summary>
    public required IReadOnlyDictionary<Guid, string> People { get; init; }
}

/// <summary>A request as a person sees it.</summary>
/// <param name="Request">What was asked and decided.</param>
/// <param name="State">How it stands today.</param>
/// <param name="Reason">The justification; null for who is of another authority and does not decide.</param>
/// <param name="Answer">What whoever decided said; null likewise, empty for nothing.</param>
/// <param name="MayDecide">Whether the person may grant or refuse it.</param>
/// <param name="MayEnd">Whether the person may end the reading before its last day.</param>
public sealed record BlockedDataRequestView(
    BlockedDataRequest Request,
    BlockedDataRequestState State,
    string? Reason,
    string? Answer,
    bool MayDecide,
    bool MayEnd
);
