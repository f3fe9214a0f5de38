using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Notices;

namespace Imi.Kernel.Features.Notices;

/// <summary>The queries of <see cref="NoticeService"/>.</summary>
internal static class NoticeStatements
{
    private static readonly Role[] Acting = [Role.Handler, Role.Allocator, Role.Referral];

    public static IQueryable<NoticeItem> Page(ImiDbContext database, NoticeFilter filter, DateOnly today)
    {
        var grants = RoleGrant.CountingOn(database, today);
        return (
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
                    && grants.Any(grant =>
                        grant.UserId == notice.UserId && grant.AuthorityId == part.AuthorityId && grant.Module == part.Module && Acting.Contains(grant.Role)
                    )
                )
                .Max(part => part.Task)
            let due = database
                .Set<Participation>()
                .Where(part =>
                    part.ExchangeId == notice.ExchangeId
                    && part.View == InboxView.ToDo
                    && grants.Any(grant =>
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
    }

    public static IQueryable<PendingMail> Mails(ImiDbContext database, IReadOnlyCollection<Guid> ids, DateOnly today)
    {
        var grants = RoleGrant.CountingOn(database, today);
        return from mail in database.Set<OutboxMail>()
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
                    && grants.Any(grant =>
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
}
