using Imi.Kernel.Exchanges.Inbox;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>
/// Lists the examinations that the Commission has not concluded, the longest first: an act may demand an examination "in the shortest possible time"
/// without naming a last day.
/// </summary>
public sealed class ExaminationQuery(ImiDbContext database, InboxQuery inbox, AuthorityDirectory directory)
{
    /// <summary>The number of examinations on a page.</summary>
    public const int PageSize = 50;

    /// <summary>Reads one page of the examinations of the person's authorities.</summary>
    /// <param name="after">Where the previous page ended; null for the first page.</param>
    /// <param name="actor">The person who reads.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<InboxPage> ListAsync(InboxCursor? after, Actor actor, CancellationToken cancellationToken)
    {
        if (InboxStatements.Examinations(database, actor, after, PageSize) is not { } page)
            return new InboxPage([], null, new Dictionary<Guid, AuthorityLabel>());
        var rows = await page.ToListAsync(cancellationToken);
        var shown = rows.Take(PageSize).ToList();
        var senders = await directory.LabelsAsync([.. shown.Select(row => row.SenderId).Distinct()], cancellationToken);
        var next = rows.Count > PageSize ? new InboxCursor(DateOnly.MaxValue, shown[^1].ExaminationBeganAt!.Value, shown[^1].Id) : null;
        return new InboxPage([.. shown.Select(row => inbox.Item(row, actor.Language))], next, senders);
    }
}
