using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Notices;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Notices;

/// <summary>Reads a person's notices and the e-mails about them, and marks notices as read.</summary>
public sealed class NoticeService(ImiDbContext database, ExchangeStore exchanges, TimeProvider time)
{
    /// <summary>The largest number of notices on a page.</summary>
    public const int PageSize = 50;

    /// <summary>Compiled, because every page of the platform runs it.</summary>
    private static readonly PreparedQuery<Func<ImiDbContext, Guid, Task<int>>> Unread = new(() =>
        EF.CompileAsyncQuery(
            (ImiDbContext database, Guid person) => database.Set<Notice>().Where(notice => notice.UserId == person && notice.ReadAt == null).Take(100).Count()
        )
    );

    /// <summary>Lists a page of a person's notices, the newest first.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="before">The last notice of the previous page; null for the first page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<IReadOnlyList<NoticeItem>> ListAsync(Guid userId, Guid? before, CancellationToken cancellationToken) =>
        ListAsync(new NoticeFilter(userId, before), cancellationToken);

    /// <summary>Lists a page of the notices that match a filter, the newest first.</summary>
    public async Task<IReadOnlyList<NoticeItem>> ListAsync(NoticeFilter filter, CancellationToken cancellationToken) =>
        await NoticeStatements.Page(database, filter, DeadlineCalendar.Today(time)).ToListAsync(cancellationToken);

    /// <summary>Counts a person's unread notices, at most 100.</summary>
    public Task<int> UnreadAsync(Guid userId, CancellationToken cancellationToken) => Unread.For(database)(database, userId).WaitAsync(cancellationToken);

    /// <summary>Returns the id of a person's newest notice; empty if there is none.</summary>
    public Task<Guid> NewestAsync(Guid userId, CancellationToken cancellationToken) => NewestQuery(database, userId).FirstOrDefaultAsync(cancellationToken);

    internal static IQueryable<Guid> NewestQuery(ImiDbContext database, Guid userId) =>
        database.Set<Notice>().Where(notice => notice.UserId == userId).OrderByDescending(notice => notice.Id).Select(notice => notice.Id);

    /// <summary>Marks all of a person's notices as read.</summary>
    public Task ReadAllAsync(Guid userId, CancellationToken cancellationToken) =>
        ReadAsync(database.Set<Notice>().Where(notice => notice.UserId == userId), cancellationToken);

    /// <summary>Marks a person's notices about one exchange as read.</summary>
    public Task ReadAsync(Guid userId, Guid exchangeId, CancellationToken cancellationToken) =>
        ReadAsync(database.Set<Notice>().Where(notice => notice.UserId == userId && notice.ExchangeId == exchangeId), cancellationToken);

    /// <summary>Marks a person's notices about one data subject's request as read.</summary>
    public Task ReadSubjectAsync(Guid userId, Guid subjectRequestId, CancellationToken cancellationToken) =>
        ReadAsync(database.Set<Notice>().Where(notice => notice.UserId == userId && notice.SubjectRequestId == subjectRequestId), cancellationToken);

    /// <summary>Reads the data for e-mails of the outbox; leaves out those whose notice or recipient no longer exists.</summary>
    /// <param name="ids">The identifiers of mails in the outbox.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<PendingMail>> MailsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        await NoticeStatements.Mails(database, ids, DeadlineCalendar.Today(time)).ToListAsync(cancellationToken);

    private async Task ReadAsync(IQueryable<Notice> notices, CancellationToken cancellationToken)
    {
        // Most pages that are opened have no unread notice, and a write transaction would wait for other writers.
        var unread = notices.Where(notice => notice.ReadAt == null);
        if (!await unread.AnyAsync(cancellationToken))
            return;
        DateTime? now = time.GetUtcNow().UtcDateTime;
        await exchanges.WithoutChangeAsync(() =>
            database.WriteAsync(stop => unread.ExecuteUpdateAsync(change => change.SetProperty(notice => notice.ReadAt, now), stop), cancellationToken)
        );
    }
}
