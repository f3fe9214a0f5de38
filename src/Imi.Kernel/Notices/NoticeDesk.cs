using Imi.Kernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Notices;

/// <summary>A person's notices, and the e-mails that tell of them.</summary>
public sealed class NoticeDesk(ImiDbContext database, TimeProvider time)
{
    /// <summary>The most notices that one page shows.</summary>
    public const int PageSize = 50;

    /// <summary>Asked with every page.</summary>
    private static readonly PreparedQuery<Func<ImiDbContext, Guid, Task<int>>> Unread = new(() => EF.CompileAsyncQuery(
        (ImiDbContext database, Guid person) => database.Notices.Where(notice => notice.UserId == person && notice.ReadAt == null).Take(100).Count()));

    /// <summary>A person's notices, newest first.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="before">The last notice of the page before; null for the first page.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<NoticeItem>> ListAsync(Guid userId, Guid? before, CancellationToken cancellationToken) =>
        await NoticeQueries.Page(database, userId, before).ToListAsync(cancellationToken);

    /// <summary>How many notices a person has not read, at most 100.</summary>
    public Task<int> UnreadAsync(Guid userId, CancellationToken cancellationToken) =>
        Unread.For(database)(database, userId).WaitAsync(cancellationToken);

    /// <summary>Marks all of a person's notices as read.</summary>
    public Task ReadAllAsync(Guid userId, CancellationToken cancellationToken)
    {
        DateTime? now = time.GetUtcNow().UtcDateTime;
        return database.Notices
            .Where(notice => notice.UserId == userId && notice.ReadAt == null)
            .ExecuteUpdateAsync(change => change.SetProperty(notice => notice.ReadAt, now), cancellationToken);
    }

    /// <summary>Marks a person's notices about one exchange as read.</summary>
    public Task ReadAsync(Guid userId, Guid exchangeId, CancellationToken cancellationToken)
    {
        DateTime? now = time.GetUtcNow().UtcDateTime;
        return database.Notices
            .Where(notice => notice.UserId == userId && notice.ExchangeId == exchangeId && notice.ReadAt == null)
            .ExecuteUpdateAsync(change => change.SetProperty(notice => notice.ReadAt, now), cancellationToken);
    }

    /// <summary>Marks a person's notices about one data subject's request as read.</summary>
    public Task ReadSubjectAsync(Guid userId, Guid subjectRequestId, CancellationToken cancellationToken)
    {
        DateTime? now = time.GetUtcNow().UtcDateTime;
        return database.Notices
            .Where(notice => notice.UserId == userId && notice.SubjectRequestId == subjectRequestId && notice.ReadAt == null)
            .ExecuteUpdateAsync(change => change.SetProperty(notice => notice.ReadAt, now), cancellationToken);
    }

    /// <summary>E-mails that are still to be sent, oldest first.</summary>
    public async Task<IReadOnlyList<PendingMail>> PendingMailsAsync(int most, CancellationToken cancellationToken) =>
        await NoticeQueries.Pending(database, most).ToListAsync(cancellationToken);

    /// <summary>Notes that an e-mail was handed over, or that it was refused; after ten refusals it is given up.</summary>
    public Task NoteMailAsync(Guid noticeId, bool sent, CancellationToken cancellationToken) => database.Notices
        .Where(notice => notice.Id == noticeId)
        .ExecuteUpdateAsync(
            change => change
                .SetProperty(notice => notice.MailAttempts, notice => notice.MailAttempts + 1)
                .SetProperty(notice => notice.MailPending, notice => !sent && notice.MailAttempts < 9),
            cancellationToken);
}

/// <summary>A notice with the little that its line says of the exchange, or of the data subject's request: then it has no module and no procedure.</summary>
public sealed record NoticeItem(
    Guid Id, Guid? ExchangeId, Guid? SubjectRequestId, string? Number, string Module, string Procedure, string Action, string State, bool NeedsAction, DateTime At, bool IsRead);

/// <summary>
/// An e-mail that is still to be sent: address, language, and what happened, without personal data of the case. Without module and
/// procedure where it reminds of a data subject's request.
/// </summary>
/// <remarks>While something is examined beside the states, a party that is waited for may have other things to do than the state says.</remarks>
public sealed record PendingMail(
    Guid NoticeId, string Name, string Email, string Language, Guid? ExchangeId, Guid? SubjectRequestId, string? Number, string Module, string Procedure, string Action, string State,
    bool NeedsAction, bool IsExamined);

/// <summary>The queries behind notices.</summary>
internal static class NoticeQueries
{
    public static IQueryable<NoticeItem> Page(ImiDbContext database, Guid userId, Guid? before) => (
        from notice in database.Notices
        where notice.UserId == userId && (before == null || notice.Id.CompareTo(before.Value) < 0)
        join one in database.Exchanges on notice.ExchangeId equals one.Id into exchanges
        from exchange in exchanges.DefaultIfEmpty()
        orderby notice.Id descending
        select new NoticeItem(
            notice.Id, notice.ExchangeId, notice.SubjectRequestId, exchange.Number ?? notice.Number, exchange.Module ?? "", exchange.Procedure ?? "", notice.Action,
            notice.State, notice.NeedsAction, notice.At, notice.ReadAt != null)).Take(NoticeDesk.PageSize);

    public static IQueryable<PendingMail> Pending(ImiDbContext database, int most) => (
        from notice in database.Notices
        where notice.MailPending
        join user in database.Users on notice.UserId equals user.Id
        join one in database.Exchanges on notice.ExchangeId equals one.Id into exchanges
        from exchange in exchanges.DefaultIfEmpty()
        orderby notice.Id
        select new PendingMail(
            notice.Id, user.Name, user.Email, user.Language, notice.ExchangeId, notice.SubjectRequestId, exchange.Number ?? notice.Number, exchange.Module ?? "",
            exchange.Procedure ?? "", notice.Action, notice.State, notice.NeedsAction, exchange != null && exchange.ExaminedBy != null)).Take(most);
}
