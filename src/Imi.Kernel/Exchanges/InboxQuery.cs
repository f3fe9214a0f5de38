using System.Runtime.CompilerServices;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges.Inbox;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>Lists and counts the exchanges that a person may see. Reads one index range per authority, whatever the size of the database.</summary>
public sealed class InboxQuery(
    ImiDbContext database,
    ExchangeVault vault,
    AuthorityDirectory directory,
    ModuleCatalogue catalogue,
    PlatformTexts texts,
    Journal journal,
    IExchangeFinder finder,
    TimeProvider time
)
{
    /// <summary>The largest count that is exact.</summary>
    public const int ExactCount = 1000;

    private const int ExportPage = 1000;

    /// <summary>Reads one page of the exchanges that match a filter.</summary>
    public async Task<InboxPage> ListAsync(InboxFilter query, Actor actor, CancellationToken cancellationToken)
    {
        var today = DeadlineCalendar.Today(time);
        var (narrowed, words) = await PrepareAsync(query, cancellationToken);
        var rows =
            await UsualInbox.PageAsync(database, query, actor, cancellationToken)
            ?? (InboxStatements.Page(database, narrowed, actor, today, words) is { } page ? await page.ToListAsync(cancellationToken) : []);
        var shown = rows.Take(query.PageSize).ToList();
        var authorities = await directory.LabelsAsync(
            [.. shown.SelectMany(row => (Guid?[])[row.AuthorityId, row.SenderId, row.RecipientId]).OfType<Guid>().Distinct()],
            cancellationToken
        );
        var next = rows.Count > query.PageSize ? InboxCursor.After(shown[^1], query.Order) : null;
        return new InboxPage([.. shown.Select(row => Item(row, actor.Language))], next, authorities);
    }

    /// <summary>
    /// Streams all exchanges that match a filter, page by page, for a download. Records the export in the journal with the filters, without
    /// the content of the list.
    /// </summary>
    public async IAsyncEnumerable<InboxPage> ExportAsync(InboxFilter query, Actor actor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filters =
            $"view {(query.NeedsAttention ? "attention" : query.View?.ToString() ?? "all")}, module {query.Module ?? "any"}, states "
            + $"{string.Join(' ', query.States)}, country {query.Country ?? "any"}";
        await database.WriteAsync(stop => journal.AppendAsync(actor.UserId, null, null, "list-exported", filters, stop), cancellationToken);
        for (var next = query with { PageSize = ExportPage }; ; )
        {
            var page = await ListAsync(next, actor, cancellationToken);
            yield return page;
            if (page.Next is null)
                yield break;
            next = next with { After = page.Next };
        }
    }

    /// <summary>
    /// Counts how many exchanges of a view each filter would leave while the other filters stay the same. Null if more than <see cref="ExactCount"/>
    /// exchanges match the filters for which there are no counts, because counting would then cost more than the list itself.
    /// </summary>
    public async Task<InboxFacets?> FacetsAsync(InboxFilter query, Actor actor, CancellationToken cancellationToken)
    {
        var (narrowed, words) = await PrepareAsync(query, cancellationToken);
        if (InboxStatements.Facets(database, narrowed, actor, DeadlineCalendar.Today(time), words) is not { } rows)
            return new InboxFacets([], query);
        var found = await rows.ToListAsync(cancellationToken);
        return found.Count > ExactCount ? null : new InboxFacets(found, query);
    }

    /// <summary>Counts the exchanges of each module and view, exact up to <see cref="ExactCount"/>; leaves out zero counts.</summary>
    public async Task<IReadOnlyList<InboxCount>> CountAsync(Actor actor, CancellationToken cancellationToken)
    {
        var counts = new List<InboxCount>();
        foreach (var one in await UsualInbox.CountAsync(database, actor, DeadlineCalendar.Today(time), cancellationToken))
        {
            if (!actor.Reads(one.AuthorityId, one.Module))
                continue;
            counts.AddRange(
                new InboxCount(one.Module, InboxView.ToDo, one.ToDo),
                new InboxCount(one.Module, InboxView.Waiting, one.Waiting),
                new InboxCount(one.Module, InboxView.Information, one.Information),
                new InboxCount(one.Module, InboxView.Draft, one.Draft),
                new InboxCount(one.Module, InboxView.Closed, one.Closed),
                new InboxCount(one.Module, InboxView.None, one.Attention)
            );
        }

        return
        [
            .. counts
                .GroupBy(count => (count.Module, count.View))
                .Select(group => new InboxCount(group.Key.Module, group.Key.View, group.Sum(count => count.Count)))
                .Where(count => count.Count > 0),
        ];
    }

    /// <summary>Decides what a person searches for: a number, which stays in the filter in the form in which it is stored, or words.</summary>
    private async Task<(InboxFilter Filter, Func<Guid, IReadOnlyList<IQueryable<Guid>>>? Words)> PrepareAsync(
        InboxFilter query,
        CancellationToken cancellationToken
    )
    {
        if (string.IsNullOrWhiteSpace(query.Search))
            return (query with { Search = null }, null);
        return !query.IsWhole && SearchedNumber.In(query.Search, catalogue) is { } number
            ? (query with { Search = number }, null)
            : (query with { Search = null }, await finder.PrepareAsync(query.Search, query.IsWhole, cancellationToken));
    }

    /// <summary>Decrypts the title of a row, as far as the person may see it.</summary>
    internal InboxItem Item(InboxRow row, string language)
    {
        if (row.Capacity == ParticipationCapacity.Informed)
            row = row.WithoutCourse();
        if (vault.TryOpen(row.Id, row.WrappedKey) is not { } cipher)
            return new InboxItem(row, "") { IsContentLost = true };
        using var opened = cipher;
        var about = ContentStore.AboutOf(row.About, cipher).In(catalogue.Find(row.Module), row.Procedure, texts, language);
        var isHost =
            row.Capacity
            is ParticipationCapacity.Sender
                or ParticipationCapacity.Recipient
                or ParticipationCapacity.Commission
                or ParticipationCapacity.ActsForSender
                or ParticipationCapacity.ActsForRecipient;
        return new InboxItem(row, isHost ? about.Full : about.WithoutPersonal);
    }
}

/// <summary>A page of exchanges.</summary>
/// <param name="Items">The exchanges.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
/// <param name="Authorities">The authorities of the exchanges, by id.</param>
public sealed record InboxPage(IReadOnlyList<InboxItem> Items, InboxCursor? Next, IReadOnlyDictionary<Guid, AuthorityLabel> Authorities);

/// <summary>An exchange in a list.</summary>
/// <param name="Row">Its data without personal data.</param>
/// <param name="About">The title of the exchange, as far as the person may see it; may be empty.</param>
public sealed record InboxItem(InboxRow Row, string About)
{
    /// <summary>Whether its content cannot be decrypted because its key is gone.</summary>
    public bool IsContentLost { get; init; }

    /// <summary>Whether the exchange changed since the person last opened it, or the person never opened it.</summary>
    public bool IsUnread => Row.ReadAt is null || Row.ReadAt < Row.UpdatedAt;
}

/// <summary>The number of exchanges of a module in a view.</summary>
/// <param name="Module">The module.</param>
/// <param name="View">The view; <see cref="InboxView.None"/> represents the exchanges that need attention.</param>
/// <param name="Count">The number; a value above <see cref="InboxQuery.ExactCount"/> only means that there are more.</param>
public sealed record InboxCount(string Module, InboxView View, int Count);
