using Imi.Kernel.Exchanges;

namespace Imi.Kernel.Features.Notices;

/// <summary>A notice with the current data of its exchange. A notice about a data subject's request has an empty module and procedure.</summary>
/// <remarks>
/// <see cref="TaskNow"/> and <see cref="DueNow"/> are what one of the person's authorities has to do now, and by when; null if nothing.
/// See <see cref="Participation.Task"/>.
/// </remarks>
public sealed record NoticeItem(
    Guid Id,
    Guid? ExchangeId,
    Guid? SubjectRequestId,
    string? Number,
    string Module,
    string Procedure,
    string Action,
    string State,
    bool NeededAction,
    DateTime At,
    bool IsRead,
    string? TaskNow,
    DateOnly? DueNow,
    string StateNow,
    Guid? ByAuthorityId
)
{
    /// <summary>Whether the person's authority has to act now; for a data subject's request, whether it had to when the notice was sent.</summary>
    public bool NeedsAction => SubjectRequestId is null ? TaskNow is not null : NeededAction;

    /// <summary>Whether the person's authority had to act when the notice was sent, and no longer has to.</summary>
    public bool IsDoneSince => NeededAction && !NeedsAction;
}
