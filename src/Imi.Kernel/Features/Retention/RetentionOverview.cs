namespace Imi.Kernel.Features.Retention;

/// <summary>The overview of retention for a data-protection officer's authorities, without content.</summary>
/// <param name="LastDay">The last day for which retention ran; null before the first run.</param>
/// <param name="IsLate">Whether it has not run for today or yesterday.</param>
/// <param name="Entries">The number of entries in the ledger.</param>
/// <param name="HeadHash">The hash of the ledger's last entry.</param>
/// <param name="Due">What is due now or within thirty days.</param>
/// <param name="Holds">The exchanges under a legal hold, the first to be reviewed first.</param>
/// <param name="Done">The latest actions, the newest first.</param>
/// <param name="Runs">The latest runs for the whole platform, the newest first.</param>
public sealed record RetentionOverview(
    DateOnly? LastDay,
    bool IsLate,
    long Entries,
    string HeadHash,
    IReadOnlyList<RetentionDue> Due,
    IReadOnlyList<HeldExchange> Holds,
    IReadOnlyList<DoneErasure> Done,
    IReadOnlyList<RetentionRun> Runs
)
{
    /// <summary>The actions that are due and failed, the oldest first.</summary>
    public required IReadOnlyList<FailedErasure> Undone { get; init; }
}
