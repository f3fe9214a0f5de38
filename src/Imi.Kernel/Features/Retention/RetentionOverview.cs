namespace Imi.Kernel.Features.Retention;

/// <summary>What a data-protection officer sees of their authorities' exchanges: no content.</summary>
/// <param name="LastDay">The last day for which retention ran; null before the first time.</param>
/// <param name="IsLate">Whether it should have run since.</param>
/// <param name="Entries">How many entries the ledger has.</param>
/// <param name="HeadHash">The last entry's hash.</param>
/// <param name="Due">What comes within thirty days.</param>
/// <param name="Holds">What is kept from deletion, the first to be reviewed first.</param>
/// <param name="Done">What was done last, the newest first.</param>
/// <param name="Runs">The last runs of the whole platform, the newest first.</param>
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
    /// <summary>What is due and could not be done, the oldest first.</summary>
    public required IReadOnlyList<FailedErasure> Undone { get; init; }
}
