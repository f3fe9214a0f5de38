namespace Imi.Kernel.Exchanges;

/// <summary>What happens to exchanges beyond a procedure's actions, as the timeline names it.</summary>
public static class KernelActions
{
    /// <summary>A draft was begun.</summary>
    public const string Create = "create";

    /// <summary>A message was written.</summary>
    public const string Message = "message";

    /// <summary>A file was attached.</summary>
    public const string Attach = "attach";

    /// <summary>A file was removed from a draft.</summary>
    public const string RemoveFile = "remove-file";

    /// <summary>A file was withdrawn after sending.</summary>
    public const string WithdrawFile = "withdraw-file";

    /// <summary>It was linked to another exchange.</summary>
    public const string Link = "link";

    /// <summary>A link to another exchange was taken back.</summary>
    public const string Unlink = "unlink";

    /// <summary>A draft was saved: nothing of the timeline, but told to who saves another version at the same time.</summary>
    public const string SaveDraft = "save-draft";

    /// <summary>It was split off from another exchange.</summary>
    public const string SplitOff = "split-off";

    /// <summary>An authority that takes no part any more handed it over to another one of its country.</summary>
    public const string HandedOver = "handed-over";

    /// <summary>A warning: its personal data are hidden soon.</summary>
    public const string HidingNear = "hiding-near";

    /// <summary>A warning: its content is deleted soon.</summary>
    public const string DeletionNear = "deletion-near";

    /// <summary>Content is kept from deletion for a court or an audit.</summary>
    public const string Hold = "hold";

    /// <summary>A hold was looked at and stands.</summary>
    public const string HoldReviewed = "hold-review";

    /// <summary>A hold was lifted.</summary>
    public const string HoldLifted = "hold-lift";

    /// <summary>A party said that the personal data are no longer needed.</summary>
    public const string Released = "release";

    /// <summary>A party said, after late activity, that the personal data are needed longer.</summary>
    public const string Kept = "keep";

    /// <summary>Somebody asks to read hidden personal data.</summary>
    public const string UnblockingAsked = "unblocking-ask";

    /// <summary>Hidden personal data may be read for a while.</summary>
    public const string UnblockingGranted = "unblocking-grant";

    /// <summary>Hidden personal data may not be read.</summary>
    public const string UnblockingRefused = "unblocking-refuse";

    /// <summary>The reading of hidden personal data has ended.</summary>
    public const string UnblockingEnded = "unblocking-end";

    /// <summary>Somebody asks to delete personal data early.</summary>
    public const string EarlyDeletionAsked = "early-deletion-ask";

    /// <summary>Personal data are deleted early.</summary>
    public const string EarlyDeletionGranted = "early-deletion-grant";

    /// <summary>Personal data are not deleted early.</summary>
    public const string EarlyDeletionRefused = "early-deletion-refuse";

    /// <summary>It is no longer assigned to somebody who ceased to be a user: nothing of the timeline, but told to who allocates.</summary>
    public const string AllocationEnded = "allocation-ended";

    /// <summary>Something that was wrong was corrected.</summary>
    public const string Rectified = "rectify";

    /// <summary>A data subject asked an authority to correct or delete data of the exchange.</summary>
    public const string Contested = "contest";

    /// <summary>What a data subject asked does not concern the exchange after all.</summary>
    public const string ContestWithdrawn = "contest-withdrawn";

    /// <summary>What hidden data should say was recorded.</summary>
    public const string CorrectionRecorded = "correction";

    /// <summary>Those that a second person has to decide.</summary>
    public static IReadOnlySet<string> Asked { get; } = new HashSet<string>(StringComparer.Ordinal) { UnblockingAsked, EarlyDeletionAsked };

    /// <summary>Those of which every party is told, whoever does them.</summary>
    public static IReadOnlySet<string> NotifiedToAll { get; } =
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
