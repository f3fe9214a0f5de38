namespace Imi.Kernel.Definitions.Modules;

/// <summary>
/// Names that actions of procedures must not use, because timeline, journal and notices use them for operations of the platform, such as <c>message</c> or
/// <c>handed-over</c>.
/// </summary>
public static class ReservedActions
{
    /// <summary>All reserved names.</summary>
    public static IReadOnlySet<string> All { get; } =
        new HashSet<string>(StringComparer.Ordinal)
        {
            "create",
            "message",
            "attach",
            "detach",
            "remove-file",
            "withdraw-file",
            "link",
            "unlink",
            "save-draft",
            "split-off",
            "handed-over",
            "follow-up-asked",
            "reminded-near",
            "reminded-handlers",
            "reminded-allocators",
            "reminded-mailbox",
            "reminded-coordinators",
            "reminded-national",
            "hiding-near",
            "deletion-near",
            "ending-near",
            "ended",
            "hold",
            "hold-review",
            "hold-lift",
            "release",
            "keep",
            "unblocking-ask",
            "unblocking-grant",
            "unblocking-refuse",
            "unblocking-end",
            "early-deletion-ask",
            "early-deletion-grant",
            "early-deletion-refuse",
            "allocation-ended",
            "contest",
            "contest-withdrawn",
            "correction",
            "view",
            "print",
            "api",
            "download",
            "enter",
            "refused",
        };
}
