using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Notices;

namespace Imi.Kernel.Features.Notices;

/// <summary>Which of a person's notices are listed.</summary>
/// <param name="UserId">The person.</param>
/// <param name="Before">The last notice of the page before; null for the first page.</param>
public sealed record NoticeFilter(Guid UserId, Guid? Before)
{
    /// <summary>Only those that the person has not read.</summary>
    public bool OnlyUnread { get; init; }

    /// <summary>Only those about exchanges in which it is the turn of one of the person's authorities now.</summary>
    public bool OnlyToDo { get; init; }

    /// <summary>Only those about exchanges of this module; null for all.</summary>
    public string? Module { get; init; }
}

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

/// <summary>
/// An e-mail that is still to be sent: address, language, and what happened, without personal data of the case. Without module and
/// procedure where it reminds of a data subject's request.
/// </summary>
/// <remarks>State and task are those of now; <see cref="Joined"/> earlier notices about the same exchange are told of too.</remarks>
public sealed record PendingMail(
    Guid Id,
    string Name,
    string Email,
    string Language,
    Guid? ExchangeId,
    Guid? SubjectRequestId,
    string? Number,
    string Module,
    string Procedure,
    string Action,
    string State,
    bool NeedsAction,
    string? Task,
    int Joined
);

/// <summary>The queries behind notices.</summary>
internal static class NoticeStatements
{
    private static readonly Role[] Acting = [Role.Handler, Role.Allocator, Role.Referral];

    public static IQueryable<NoticeItem> Page(ImiDbContext database, NoticeFilter filter) =>
        (
            from notice in database.Set<Notice>()
            where
                notice.UserId == filter.UserId
                && (filter.Before == null || notice.Id.CompareTo(filter.Before.Value) < 0)
                && (!filter.OnlyUnread || notice.ReadAt == null)
            join one in database.Set<Exchange>() on notice.ExchangeId equals one.Id into exchanges
            from exchange in exchanges.DefaultIfEmpty()
            where filter.Module == null || exchange.Module == filter.Module
            let task = database
                .Set<Participation>()
                .Where(part =>
                    part.ExchangeId == notice.ExchangeId
                    && part.View == InboxView.ToDo
                    && database
                        .Set<RoleGrant>()
                        .Any(grant =>
                            grant.UserId == notice.UserId && grant.AuthorityId == part.AuthorityId && grant.Module == part.Module && Acting.Contains(grant.Role)
                        )
                )
                .Max(part => part.Task)
            let due = database
                .Set<Participation>()
                .Where(part =>
                    part.ExchangeId == notice.ExchangeId
                    && part.View == InboxView.ToDo
                    && database
                        .Set<RoleGrant>()
                        .Any(grant =>
                            grant.UserId == notice.UserId && grant.AuthorityId == part.AuthorityId && grant.Module == part.Module && Acting.Contains(grant.Role)
                        )
                )
                .Min(part => (DateOnly?)part.SortDue)
            where !filter.OnlyToDo || task != null
            orderby notice.Id descending
            select new NoticeItem(
                notice.Id,
                notice.ExchangeId,
                notice.SubjectRequestId,
                exchange.Number ?? notice.Number,
                exchange.Module ?? "",
                exchange.Procedure ?? "",
                notice.Action,
                notice.State,
                notice.NeedsAction,
                notice.At,
                notice.ReadAt != null,
                task,
                due == DateOnly.MaxValue ? null : due,
                exchange.State ?? "",
                notice.ByAuthorityId
            )
        ).Take(NoticeService.PageSize);

    public static IQueryable<PendingMail> Mails(ImiDbContext database, IReadOnlyCollection<Guid> ids) =>
        from mail in database.Set<OutboxMail>()
        where ids.Contains(mail.Id)
        join notice in database.Set<Notice>() on mail.SubjectId equals notice.Id
        join user in database.Set<ImiUser>() on notice.UserId equals user.Id
        join one in database.Set<Exchange>() on notice.ExchangeId equals one.Id into exchanges
        from exchange in exchanges.DefaultIfEmpty()
        let task = database
            .Set<Participation>()
            .Where(part =>
                part.ExchangeId == notice.ExchangeId
                && part.View == InboxView.ToDo
                && database
                    .Set<RoleGrant>()
                    .Any(grant =>
                        grant.UserId == notice.UserId && grant.AuthorityId == part.AuthorityId && grant.Module == part.Module && Acting.Contains(grant.Role)
                    )
            )
            .Max(part => part.Task)
        select new PendingMail(
            mail.Id,
            user.Name,
            user.Email,
            user.Language,
            notice.ExchangeId,
            notice.SubjectRequestId,
            exchange.Number ?? notice.Number,
            exchange.Module ?? "",
            exchange.Procedure ?? "",
            notice.Action,
            exchange.State ?? notice.State,
            notice.SubjectRequestId != null ? notice.NeedsAction : task != null,
            task,
            mail.Joined
        );
}
