using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Erasure;
using Imi.Kernel.Foundation.Ledger;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>Blocks and deletes what is held about people who are no longer users (Regulation (EU) No 1024/2012, Article 15), set by set.</summary>
public sealed class FormerUserStore(ImiDbContext database, IEnumerable<IErasable> erasables)
{
    private const int YearsBlocked = 3;

    /// <summary>The day on which the data of a former user are deleted.</summary>
    internal static DateOnly DeleteOn(DateTime endedAt) => DeadlineCalendar.DayOf(endedAt).AddYears(YearsBlocked);

    /// <summary>The former users whose data are due to be deleted on a day.</summary>
    internal static IQueryable<ImiUser> DueOf(ImiDbContext database, DateOnly day) =>
        database.Set<ImiUser>().IgnoreQueryFilters().Where(user => user.EndedAt != null && user.DeleteOn <= day);

    /// <summary>Ends it for somebody: access is gone at once, what is held is blocked.</summary>
    internal async Task EndAsync(Guid person, Guid? authority, DateTime at, CancellationToken cancellationToken)
    {
        DateTime? ended = at;
        DateOnly? deleteOn = DeleteOn(at);
        await database
            .Set<ImiUser>()
            .Where(user => user.Id == person)
            .ExecuteUpdateAsync(
                change =>
                    change
                        .SetProperty(user => user.EndedAt, ended)
                        .SetProperty(user => user.DeleteOn, deleteOn)
                        .SetProperty(user => user.LastAuthorityId, authority)
                        .SetProperty(user => user.IsFeatured, false),
                cancellationToken
            );
        foreach (var erasable in erasables)
            await erasable.UserEndedAsync(person, cancellationToken);
    }

    /// <summary>Does again to a database that was restored what entries of the ledger say.</summary>
    internal async Task EndAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
            await EndAsync(entry.ConcernedId, null, entry.At, cancellationToken);
    }

    /// <summary>Deletes everything that is held about former users. What journal, ledger and timelines call them by is resolved by nothing any more.</summary>
    /// <returns>How many there were.</returns>
    internal async Task<int> DeleteAsync(List<Guid> people, CancellationToken cancellationToken)
    {
        foreach (var erasable in erasables)
            await erasable.UsersDeletedAsync(people, cancellationToken);
        return await database.Set<ImiUser>().IgnoreQueryFilters().Where(user => people.Contains(user.Id)).ExecuteDeleteAsync(cancellationToken);
    }
}
