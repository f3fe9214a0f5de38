using Imi.Kernel.Definitions.Modules;

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
