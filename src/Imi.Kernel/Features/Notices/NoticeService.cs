using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Notices;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Notices;

/// <summary>A person's notices, and the e-mails that tell of them.</summary>
public sealed class NoticeService(ImiDbContext database, TimeProvider time)
{
    /// <summary>The most notices that one page shows.</summary>
    public const int PageSize = 50;

    /// <summary>Asked with every page.</summary>
    private static readonly PreparedQuery<Func<ImiDbContext, Guid, Task<int>>> Unread = new(() =>
        EF.CompileAsyncQuery(
            (ImiDbContext database, Guid person) => database.Set<Notice>().Where(notice => notice.UserId == person && notice.ReadAt == null).Take(100).Count()
        )
    );

    /// <summary>A person's notices, newest first.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="before">The last notice of the page before; null for the first page.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<IReadOnlyList<NoticeItem>> ListAsync(Guid userId, Guid? before, CancellationToken cancellationToken) =>
        ListAsync(new NoticeFilter(userId, before), cancellationToken);

    /// <summary>Those of a person's notices that a filter lets through, newest first.</summary>
    public async Task<IReadOnlyList<NoticeItem>> ListAsync(NoticeFilter filter, CancellationToken cancellationToken) =>
        await NoticeStatements.Page(database, filter).ToListAsync(cancellationToken);

    /// <summary>How many notices a person has not read, at most 100.</summary>
    public Task<int> UnreadAsync(Guid userId, CancellationToken cancellationToken) => Unread.For(database)(database, userId).WaitAsync(cancellationToken);

    /// <summary>Marks all of a person's notices as read.</summary>
    public Task ReadAllAsync(Guid userId, CancellationToken cancellationToken)
    {
        DateTime? now = time.GetUtcNow().UtcDateTime;
        return database
            .Set<Notice>()
            .Where(notice => notice.UserId == userId && notice.ReadAt == null)
            .ExecuteUpdateAsync(change => change.SetProperty(notice => notice.ReadAt, now), cancellationToken);
    }

    /// <summary>Marks a person's notices about one exchange as read.</summary>
    public Task ReadAsync(Guid userId, Guid exchangeId, CancellationToken cancellationToken)
    {
        DateTime? now = time.GetUtcNow().UtcDateTime;
        return database
            .Set<Notice>()
            .Where(notice => notice.UserId == userId && notice.ExchangeId == exchangeId && notice.ReadAt == null)
            .ExecuteUpdateAsync(change => change.SetProperty(notice => notice.ReadAt, now), cancellationToken);
    }

    /// <summary>Marks a person's notices about one data subject's request as read.</summary>
    public Task ReadSubjectAsync(Guid userId, Guid subjectRequestId, CancellationToken cancellationToken)
    {
        DateTime? now = time.GetUtcNow().UtcDateTime;
        return database
            .Set<Notice>()
            .Where(notice => notice.UserId == userId && notice.SubjectRequestId == subjectRequestId && notice.ReadAt == null)
            .ExecuteUpdateAsync(change => change.SetProperty(notice => notice.ReadAt, now), cancellationToken);
    }

    /// <summary>What e-mails of the outbox tell; those whose notice or reader is gone are not in it.</summary>
    /// <param name="ids">Rows of the outbox.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<PendingMail>> MailsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        await NoticeStatements.Mails(database, ids).ToListAsync(cancellationToken);
}
