using Imi.Kernel.Exchanges;

namespace Imi.Kernel.Features.Notices;

/// <summary>A notice with what its line says of the exchange as it is now, or of the data subject's request: then it has no module and no procedure.</summary>
/// <remarks>
/// <see cref="TaskNow"/> and <see cref="DueNow"/> say what one of the person's authorities has to do now: see <see cref="Participation.Task"/>.
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
    /// <summary>Whether it is the turn of the person's authority now.</summary>
    public bool NeedsAction => SubjectRequestId is null ? TaskNow is not null : NeededAction;

    /// <summary>Whether it was the turn of the person's authority when this was told, and is no longer.</summary>
    public bool IsDoneSince => NeededAction && !NeedsAction;
}
