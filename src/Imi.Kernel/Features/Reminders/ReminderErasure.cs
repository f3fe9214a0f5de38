using Imi.Kernel.Foundation.Erasure;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Reminders;

/// <summary>Deletes the reminders of hidden exchanges, and moves reminders to the entry into which an authority is merged.</summary>
internal sealed class ReminderErasure(ImiDbContext database) : IErasable
{
    public IReadOnlyList<Type> Entities { get; } = [typeof(Reminder)];

    public Task ExchangesHiddenAsync(List<Guid> exchanges, CancellationToken cancellationToken) => RemoveAsync(exchanges, cancellationToken);

    public Task ExchangesDeletedAsync(List<Guid> exchanges, CancellationToken cancellationToken) => RemoveAsync(exchanges, cancellationToken);

    public async Task AuthorityMergedAsync(Guid from, Guid to, List<Guid>? exchanges, CancellationToken cancellationToken)
    {
        var all = database.Set<Reminder>().Where(one => exchanges == null || exchanges.Contains(one.ExchangeId));

        // Where both entries were reminded of the same, one reminder stays.
        await all.Where(one =>
                one.AuthorityId == from
                && database
                    .Set<Reminder>()
                    .Any(twin =>
                        twin.AuthorityId == to
                        && twin.ExchangeId == one.ExchangeId
                        && twin.Kind == one.Kind
                        && twin.Task == one.Task
                        && twin.Day == one.Day
                        && twin.Step == one.Step
                    )
            )
            .ExecuteDeleteAsync(cancellationToken);
        await all.Where(one => one.AuthorityId == from).ExecuteUpdateAsync(change => change.SetProperty(one => one.AuthorityId, to), cancellationToken);
        await all.Where(one => one.ToAuthorityId == from).ExecuteUpdateAsync(change => change.SetProperty(one => one.ToAuthorityId, to), cancellationToken);
    }

    private Task RemoveAsync(List<Guid> exchanges, CancellationToken cancellationToken) =>
        database.Set<Reminder>().Where(one => EF.Parameter(exchanges).Contains(one.ExchangeId)).ExecuteDeleteAsync(cancellationToken);
}
