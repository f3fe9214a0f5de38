using Imi.Kernel.Exchanges;

namespace Imi.Web.Pages.Shared;

/// <summary>Where a person goes from a notice.</summary>
internal static class NoticeAddress
{
    /// <summary>The page on which what was told can be seen or decided.</summary>
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
