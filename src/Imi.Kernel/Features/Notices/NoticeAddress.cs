using Imi.Kernel.Exchanges;

namespace Imi.Kernel.Features.Notices;

/// <summary>Finds the page to which a notice links.</summary>
public static class NoticeAddress
{
    /// <summary>Returns the page on which the person can see the event or decide.</summary>
    public static string Of(Guid? exchange, Guid? subjectRequest, string action) =>
        action switch
        {
            _ when subjectRequest is not null => $"/data-protection/requests/{subjectRequest}",
            KernelActions.UnblockingAsked or KernelActions.UnblockingGranted or KernelActions.UnblockingRefused or KernelActions.UnblockingEnded =>
                $"/exchanges/{exchange}/unblocking",
            KernelActions.EarlyDeletionAsked or KernelActions.EarlyDeletionRefused => $"/exchanges/{exchange}/early-deletion",
            _ => $"/exchanges/{exchange}",
        };
}
