using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Features.BlockedData;
using Imi.Kernel.Foundation.Ledger;

namespace Imi.Kernel.Features.Retention;

/// <summary>How long an exchange's personal data stay, and what a person may do about it.</summary>
public sealed record ExchangeRetention
{
    /// <summary>The part of its life in which it is.</summary>
    public required Phase Phase { get; init; }

    /// <summary>The day on which personal data are hidden; null before the formal closure.</summary>
    public required DateOnly? HideOn { get; init; }

    /// <summary>The day on which content is deleted; null before the formal closure.</summary>
    public required DateOnly? DeleteOn { get; init; }

    /// <summary>The periods of its module's version.</summary>
    public required RetentionPeriods Periods { get; init; }

    /// <summary>What keeps it from deletion, the newest first.</summary>
    public required IReadOnlyList<HoldView> Holds { get; init; }

    /// <summary>The parties whose handlers said that the personal data are no longer needed.</summary>
    public required IReadOnlyList<Guid> Released { get; init; }

    /// <summary>The parties whose handlers have not said so.</summary>
    public required IReadOnlyList<Guid> Needing { get; init; }

    /// <summary>Whether the person may place, review and lift holds.</summary>
    public required bool MayHold { get; init; }

    /// <summary>Whether the person may say that the personal data are no longer needed.</summary>
    public required bool MayRelease { get; init; }

    /// <summary>The day to which the person can put the hiding off, because somebody acted after the closure; null where they cannot.</summary>
    public required DateOnly? MayKeepUntil { get; init; }
}

/// <summary>A hold as a person sees it.</summary>
/// <param name="Id">The hold.</param>
/// <param name="Ground">Who needs the content.</param>
/// <param name="Reason">The reason in words; null for who may not place holds.</param>
/// <param name="AuthorityId">Who placed it.</param>
/// <param name="At">When, UTC.</param>
/// <param name="ReviewOn">The day by which it is to be looked at again.</param>
/// <param name="EndedAt">When it was lifted, UTC; null while it stands.</param>
public sealed record HoldView(Guid Id, HoldGround Ground, string? Reason, Guid AuthorityId, DateTime At, DateOnly ReviewOn, DateTime? EndedAt);

/// <summary>A hold to be placed.</summary>
/// <param name="Ground">Who needs the content.</param>
/// <param name="Reason">The reason in words.</param>
/// <param name="ReviewOn">The day by which it is to be looked at again; null is told as missing.</param>
public sealed record NewHold(HoldGround Ground, string Reason, DateOnly? ReviewOn);

/// <summary>What a data-protection officer sees of their authorities' exchanges: no content.</summary>
/// <param name="LastDay">The last day for which retention ran; null before the first time.</param>
/// <param name="IsLate">Whether it should have run since.</param>
/// <param name="Entries">How many entries the ledger has.</param>
/// <param name="HeadHash">The last entry's hash.</param>
/// <param name="Due">What comes within thirty days.</param>
/// <param name="Waiting">What waits for a decision of theirs, the oldest first.</param>
/// <param name="Holds">What is kept from deletion, the first to be reviewed first.</param>
/// <param name="Deeds">What was done last, the newest first.</param>
/// <param name="Runs">The last runs of the whole platform, the newest first.</param>
public sealed record RetentionOverview(
    DateOnly? LastDay, bool IsLate, long Entries, string HeadHash, IReadOnlyList<RetentionDue> Due, IReadOnlyList<WaitingBlockedDataRequest> Waiting, IReadOnlyList<HeldExchange> Holds,
    IReadOnlyList<DoneErasure> Deeds, IReadOnlyList<RetentionRun> Runs)
{
    /// <summary>What is due and could not be done, the oldest first.</summary>
    public required IReadOnlyList<FailedErasure> Undone { get; init; }
}

/// <summary>An exchange that is kept from deletion.</summary>
public sealed record HeldExchange(Guid ExchangeId, string? Number, HoldGround Ground, DateTime At, DateOnly ReviewOn);

/// <summary>Something that is due to an exchange and could not be done.</summary>
public sealed record FailedErasure(Guid ExchangeId, string? Number, LedgerAction Deed, DateTime Since);

/// <summary>Something that retention did to an exchange.</summary>
public sealed record DoneErasure(Guid ExchangeId, string? Number, LedgerAction Deed, DateTime At, string Rule);
