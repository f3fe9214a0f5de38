using Imi.Kernel.Foundation.Erasure;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges.Content;

/// <summary>
/// Deletes what belongs to an exchange beside its shell: content, files, assignments, action drafts and read marks. The timeline stays without
/// its people; participations and statistics stay with the shell, which <see cref="ExchangeErasure"/> writes.
/// </summary>
internal sealed class ExchangeContentErasure(ImiDbContext database) : IErasable
{
    public IReadOnlyList<Type> Entities { get; } =
    [
        typeof(Exchange),
        typeof(Participation),
        typeof(ContentDocument),
        typeof(Attachment),
        typeof(TimelineEntry),
        typeof(Assignment),
        typeof(ReadMark),
        typeof(ActionDraft),
        typeof(ExchangeLink),
        typeof(StatisticAnswer),
        typeof(Submission),
    ];

    public async Task ExchangesHiddenAsync(List<Guid> exchanges, CancellationToken cancellationToken)
    {
        await database.Set<ReadMark>().Where(mark => EF.Parameter(exchanges).Contains(mark.ExchangeId)).ExecuteDeleteAsync(cancellationToken);
        await database.Set<ActionDraft>().Where(draft => EF.Parameter(exchanges).Contains(draft.ExchangeId)).ExecuteDeleteAsync(cancellationToken);
    }

    public async Task ExchangesDeletedAsync(List<Guid> exchanges, CancellationToken cancellationToken)
    {
        await database.Set<ContentDocument>().Where(content => EF.Parameter(exchanges).Contains(content.ExchangeId)).ExecuteDeleteAsync(cancellationToken);
        await database.Set<Attachment>().Where(file => EF.Parameter(exchanges).Contains(file.ExchangeId)).ExecuteDeleteAsync(cancellationToken);
        await database.Set<Assignment>().Where(one => EF.Parameter(exchanges).Contains(one.ExchangeId)).ExecuteDeleteAsync(cancellationToken);
        await database.Set<Submission>().Where(one => EF.Parameter(exchanges).Contains(one.ExchangeId!.Value)).ExecuteDeleteAsync(cancellationToken);
        await database
            .Set<TimelineEntry>()
            .Where(entry => EF.Parameter(exchanges).Contains(entry.ExchangeId))
            .ExecuteUpdateAsync(
                change =>
                    change
                        .SetProperty(entry => entry.UserId, Guid.Empty)
                        .SetProperty(entry => entry.ContentId, (Guid?)null)
                        .SetProperty(entry => entry.AssignedIds, Array.Empty<Guid>()),
                cancellationToken
            );
        await ExchangesHiddenAsync(exchanges, cancellationToken);
    }

    public async Task UserEndedAsync(Guid user, CancellationToken cancellationToken)
    {
        await database.Set<Assignment>().Where(assignment => assignment.UserId == user).ExecuteDeleteAsync(cancellationToken);
        await database.Set<ActionDraft>().Where(draft => draft.UserId == user).ExecuteDeleteAsync(cancellationToken);
    }

    public Task UsersDeletedAsync(List<Guid> users, CancellationToken cancellationToken) =>
        database.Set<Assignment>().Where(assignment => users.Contains(assignment.UserId)).ExecuteDeleteAsync(cancellationToken);

    public async Task AuthorityMergedAsync(Guid from, Guid to, List<Guid>? exchanges, CancellationToken cancellationToken)
    {
        await database
            .Set<ContentDocument>()
            .Where(one => one.AuthorityId == from && (exchanges == null || exchanges.Contains(one.ExchangeId)))
            .ExecuteUpdateAsync(change => change.SetProperty(one => one.AuthorityId, to), cancellationToken);
        await database
            .Set<Attachment>()
            .Where(one => one.AuthorityId == from && (exchanges == null || exchanges.Contains(one.ExchangeId)))
            .ExecuteUpdateAsync(change => change.SetProperty(one => one.AuthorityId, to), cancellationToken);
        await database
            .Set<TimelineEntry>()
            .Where(one => one.AuthorityId == from && (exchanges == null || exchanges.Contains(one.ExchangeId)))
            .ExecuteUpdateAsync(change => change.SetProperty(one => one.AuthorityId, to), cancellationToken);
        await database
            .Set<TimelineEntry>()
            .Where(one => one.ToAuthorityId == from && (exchanges == null || exchanges.Contains(one.ExchangeId)))
            .ExecuteUpdateAsync(change => change.SetProperty(one => one.ToAuthorityId, to), cancellationToken);
        await MergeAssignmentsAsync(from, to, exchanges, cancellationToken);
    }

    /// <summary>Moves the assignments. A person who is assigned under both entries remains assigned once.</summary>
    private async Task MergeAssignmentsAsync(Guid from, Guid to, List<Guid>? exchanges, CancellationToken cancellationToken)
    {
        var assigned = await database
            .Set<Assignment>()
            .Where(one => (one.AuthorityId == from || one.AuthorityId == to) && (exchanges == null || exchanges.Contains(one.ExchangeId)))
            .Where(one => one.AuthorityId == from || exchanges != null)
            .ToListAsync(cancellationToken);
        foreach (var assignment in assigned.Where(one => one.AuthorityId == from))
        {
            database.Set<Assignment>().Remove(assignment);
            if (!assigned.Exists(one => one.AuthorityId == to && one.ExchangeId == assignment.ExchangeId && one.UserId == assignment.UserId))
                database.Set<Assignment>().Add(new Assignment(assignment.ExchangeId, to, assignment.UserId));
        }
    }
}
