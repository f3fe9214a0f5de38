namespace Imi.Kernel.Exchanges;

/// <summary>The timeline's and journal's words for events of exchanges that are no actions of a procedure.</summary>
public static class KernelActions
{
    /// <summary>A draft was created.</summary>
    public const string Create = "create";

    /// <summary>A message was written.</summary>
    public const string Message = "message";

    /// <summary>A file was attached.</summary>
    public const string Attach = "attach";

    /// <summary>A file was removed from a draft.</summary>
    public const string RemoveFile = "remove-file";

    /// <summary>A file was withdrawn after sending.</summary>
    public const string WithdrawFile = "withdraw-file";

    /// <summary>The exchange was linked to another one.</summary>
    public const string Link = "link";

    /// <summary>A link to another exchange was removed.</summary>
    public const string Unlink = "unlink";

    /// <summary>A draft was saved. Not in the timeline; only reported as a conflict to a person who saves another version at the same time.</summary>
    public const string SaveDraft = "save-draft";

    /// <summary>The exchange was split off from another one.</summary>
    public const string SplitOff = "split-off";

    /// <summary>The exchange was handed over from a deactivated authority to another one of its country.</summary>
    public const string HandedOver = "handed-over";

    /// <summary>A warning that its personal data will soon be hidden.</summary>
    public const string HidingNear = "hiding-near";

    /// <summary>A warning that its content, or the draft, will soon be deleted.</summary>
    public const string DeletionNear = "deletion-near";

    /// <summary>A warning that the platform will soon end the exchange, because it has been kept for the longest period.</summary>
    public const string EndingNear = "ending-near";

    /// <summary>The platform ended the exchange, because it has been kept for the longest period.</summary>
    public const string Ended = "ended";

    /// <summary>A legal hold was placed.</summary>
    public const string Hold = "hold";

    /// <summary>A legal hold was reviewed and confirmed.</summary>
    public const string HoldReviewed = "hold-review";

    /// <summary>A legal hold was lifted.</summary>
    public const string HoldLifted = "hold-lift";

    /// <summary>A party declared that it no longer needs the personal data.</summary>
    public const string Released = "release";

    /// <summary>A party declared, after late activity, that the personal data are needed longer.</summary>
    public const string Kept = "keep";

    /// <summary>A person asked to read hidden personal data.</summary>
    public const string UnblockingAsked = "unblocking-ask";

    /// <summary>An unblocking was granted.</summary>
    public const string UnblockingGranted = "unblocking-grant";

    /// <summary>An unblocking was refused.</summary>
    public const string UnblockingRefused = "unblocking-refuse";

    /// <summary>An unblocking ended.</summary>
    public const string UnblockingEnded = "unblocking-end";

    /// <summary>A person asked for early deletion.</summary>
    public const string EarlyDeletionAsked = "early-deletion-ask";

    /// <summary>Early deletion was granted.</summary>
    public const string EarlyDeletionGranted = "early-deletion-grant";

    /// <summary>Early deletion was refused.</summary>
    public const string EarlyDeletionRefused = "early-deletion-refuse";

    /// <summary>An assignment ended together with the person's access. Not in the timeline; only notified to allocators.</summary>
    public const string AllocationEnded = "allocation-ended";

    /// <summary>Personal data were rectified.</summary>
    public const string Rectified = "rectify";

    /// <summary>A data subject's request to correct or delete data of the exchange was attached.</summary>
    public const string Contested = "contest";

    /// <summary>A data subject's request was detached, because it does not concern the exchange.</summary>
    public const string ContestWithdrawn = "contest-withdrawn";

    /// <summary>A correction of hidden data was recorded beside them.</summary>
    public const string CorrectionRecorded = "correction";

    /// <summary>The platform asked a follow-up question.</summary>
    public const string FollowUpAsked = "follow-up-asked";

    /// <summary>People of a party were reminded that the last day is near. Not in the timeline; only notified.</summary>
    public const string RemindedNear = "reminded-near";

    /// <summary>The people who have to act were reminded.</summary>
    public const string RemindedHandlers = "reminded-handlers";

    /// <summary>The allocators of the authority that has to act were reminded.</summary>
    public const string RemindedAllocators = "reminded-allocators";

    /// <summary>The mailbox of the authority that has to act was reminded.</summary>
    public const string RemindedMailbox = "reminded-mailbox";

    /// <summary>The coordinators of the authority that has to act were reminded.</summary>
    public const string RemindedCoordinators = "reminded-coordinators";

    /// <summary>The national coordinator of the authority that has to act was reminded.</summary>
    public const string RemindedNational = "reminded-national";

    /// <summary>The reminders. The feature that sends them notifies people itself.</summary>
    public static IReadOnlySet<string> Reminders { get; } =
        new HashSet<string>(StringComparer.Ordinal)
        {
            RemindedNear,
            RemindedHandlers,
            RemindedAllocators,
            RemindedMailbox,
            RemindedCoordinators,
            RemindedNational,
        };

    /// <summary>The events that require the decision of a second person.</summary>
    public static IReadOnlySet<string> NeedingDecision { get; } = new HashSet<string>(StringComparer.Ordinal) { UnblockingAsked, EarlyDeletionAsked };

    /// <summary>The events about which all parties are notified, also the one that acted.</summary>
    public static IReadOnlySet<string> NotifyingAll { get; } =
        new HashSet<string>(StringComparer.Ordinal)
        {
            UnblockingAsked,
            UnblockingGranted,
            UnblockingRefused,
            UnblockingEnded,
            EarlyDeletionAsked,
            EarlyDeletionGranted,
            EarlyDeletionRefused,
            Rectified,
            Contested,
            ContestWithdrawn,
            CorrectionRecorded,
            WithdrawFile,
        };
}
