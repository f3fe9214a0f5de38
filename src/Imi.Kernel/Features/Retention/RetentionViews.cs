using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Features.Retention;

/// <summary>The retention of an exchange and what a person may do about it.</summary>
public sealed record ExchangeRetention
{
    /// <summary>The phase of the exchange.</summary>
    public required Phase Phase { get; init; }

    /// <summary>The day on which personal data are hidden; null before the formal closure.</summary>
    public required DateOnly? HideOn { get; init; }

    /// <summary>The day on which content, or the draft, is deleted; null while the exchange is open.</summary>
    public required DateOnly? DeleteOn { get; init; }

    /// <summary>The periods of retention in its version of the module.</summary>
    public required RetentionPeriods Periods { get; init; }

    /// <summary>All its legal holds, lifted ones too, the newest first.</summary>
    public required IReadOnlyList<HoldView> Holds { get; init; }

    /// <summary>The authorities that declared that they no longer need the personal data.</summary>
    public required IReadOnlyList<Guid> Released { get; init; }

    /// <summary>The authorities that have not declared it.</summary>
    public required IReadOnlyList<Guid> Needing { get; init; }

    /// <summary>Whether the person may place, review and lift legal holds.</summary>
    public required bool MayHold { get; init; }

    /// <summary>Whether the person may declare that their authority no longer needs the personal data.</summary>
    public required bool MayRelease { get; init; }

    /// <summary>The day to which the person can postpone the hiding because of late activity; null if they cannot.</summary>
    public required DateOnly? MayKeepUntil { get; init; }
}

/// <summary>A legal hold as one person may see it.</summary>
/// <param name="Id">The hold's identifier.</param>
/// <param name="Ground">The ground for the hold.</param>
/// <param name="Reason">The reason in words; null if the person may not place holds or the exchange's key is gone.</param>
/// <param name="AuthorityId">The authority that placed it.</param>
/// <param name="At">When it was placed, UTC.</param>
/// <param name="ReviewOn">The day by which the authority must review it.</param>
/// <param name="EndedAt">When it was lifted, UTC; null while it is in force.</param>
public sealed record HoldView(Guid Id, HoldGround Ground, string? Reason, Guid AuthorityId, DateTime At, DateOnly ReviewOn, DateTime? EndedAt);
