using System.Globalization;
using Imi.Kernel.Access;
using Imi.Kernel.Modules;
using Imi.Kernel.Persistence;

namespace Imi.Kernel.Exchanges;

/// <summary>The queries behind lists, in one place: tests read their plans and their T-SQL.</summary>
internal static class InboxQueries
{
    /// <summary>One page and one row more, or null where the person may see nothing.</summary>
    public static IQueryable<InboxRow>? Page(ImiDbContext database, InboxQuery query, Actor actor, DateOnly today)
    {
        IQueryable<InboxRow>? rows = null;
        foreach (var (authority, modules) in actor.ReadableModules)
        {
            var parts = Filtered(database, query, authority, modules, today);
            var some = Sorted(Rows(database, query, actor, parts), query).Take(query.PageSize + 1);
            rows = rows is null ? some : rows.Concat(some);
        }

        return actor.ReadableModules.Count > 1 ? Sorted(rows!, query).Take(query.PageSize + 1) : rows;
    }

    /// <summary>How many each view holds, module by module; null where the person may see nothing.</summary>
    public static IQueryable<InboxCount>? Counts(ImiDbContext database, Actor actor)
    {
        InboxView[] views = [InboxView.ToDo, InboxView.Waiting, InboxView.Information, InboxView.Draft, InboxView.Closed];
        return CountedUpTo(
            from readable in actor.ReadableModules
            from module in readable.Value
            from view in views
            select database.Participations.Where(part => part.AuthorityId == readable.Key && part.View == view && part.Module == module))?
            .GroupBy(part => new { part.Module, part.View })
            .Select(group => new InboxCount(group.Key.Module, group.Key.View, group.Count()));
    }

    /// <summary>How many need a coordinator's attention, module by module; null where the person may see nothing.</summary>
    public static IQueryable<InboxCount>? AttentionCounts(ImiDbContext database, Actor actor, DateOnly today) => CountedUpTo(
        from readable in actor.ReadableModules
        from module in readable.Value
        select database.Participations.Where(part => part.AuthorityId == readable.Key && part.AttentionFrom <= today && part.Module == module))?
        .GroupBy(part => part.Module)
        .Select(group => new InboxCount(group.Key, InboxView.None, group.Count()));

    /// <summary>All of the ranges together, each read no further than counts are exact.</summary>
    private static IQueryable<Counted>? CountedUpTo(IEnumerable<IQueryable<Participation>> ranges) => ranges
        .Select(range => range.Take(InboxDesk.ExactCount + 1).Select(part => new Counted { Module = part.Module, View = part.View }))
        .Aggregate((IQueryable<Counted>?)null, (all, range) => all is null ? range : all.Concat(range));

    private static IQueryable<Participation> Filtered(
        ImiDbContext database, InboxQuery query, Guid authority, IReadOnlyList<string> modules, DateOnly today)
    {
        var parts = database.Participations.Where(part => part.AuthorityId == authority);
        if (query.NeedsAttention)
            parts = parts.Where(part => part.AttentionFrom <= today);
        else if (query.View is { } view)
            parts = parts.Where(part => part.View == view);
        else
            parts = parts.Where(part => part.View != InboxView.None && part.View != InboxView.Inactive);
        if (query.Module is { Length: > 0 } module)
            parts = parts.Where(part => part.Module == module && modules.Contains(module));
        else
            parts = parts.Where(part => modules.Contains(part.Module));
        if (query.After is { } after)
        {
            parts = query.Sort == InboxSort.Due
                ? parts.Where(part => part.SortDue > after.Due || (part.SortDue == after.Due && part.ExchangeId.CompareTo(after.Id) > 0))
                : parts.Where(part => part.UpdatedAt < after.Updated || (part.UpdatedAt == after.Updated && part.ExchangeId.CompareTo(after.Id) < 0));
        }

        return parts;
    }

    private static IQueryable<InboxRow> Rows(ImiDbContext database, InboxQuery query, Actor actor, IQueryable<Participation> parts)
    {
        var exchanges = database.Exchanges.AsQueryable();
        if (query.Procedure is { Length: > 0 } procedure)
            exchanges = exchanges.Where(exchange => exchange.Procedure == procedure);
        if (query.State is { Length: > 0 } state)
            exchanges = exchanges.Where(exchange => exchange.State == state);
        if (query.Country is { Length: > 0 } country)
        {
            var reached = $" {country} ";
            exchanges = exchanges.Where(exchange => exchange.SenderCountry == country || exchange.RecipientCountry == country
                || (exchange.Reached != null && exchange.Reached.Contains(reached)));
        }

        if (query.Search?.Trim().ToUpperInvariant() is { Length: > 0 } number)
            exchanges = exchanges.Where(exchange => exchange.Number != null && exchange.Number.StartsWith(number));
        if (query.OnlyMine)
        {
            exchanges = exchanges.Where(exchange =>
                database.Assignments.Any(assignment => assignment.ExchangeId == exchange.Id && assignment.UserId == actor.UserId));
        }

        return
            from part in parts
            join exchange in exchanges on part.ExchangeId equals exchange.Id
            join key in database.ExchangeKeys on exchange.Id equals key.ExchangeId
            join mark in database.ReadMarks.Where(mark => mark.UserId == actor.UserId) on exchange.Id equals mark.ExchangeId into marks
            from read in marks.DefaultIfEmpty()
            select new InboxRow
            {
                Id = part.ExchangeId,
                AuthorityId = part.AuthorityId,
                Capacity = part.Capacity,
                View = part.View,
                SortDue = part.SortDue,
                UpdatedAt = part.UpdatedAt,
                AttentionFrom = part.AttentionFrom,
                Number = exchange.Number,
                Module = exchange.Module,
                Procedure = exchange.Procedure,
                DefinitionVersion = exchange.DefinitionVersion,
                State = exchange.State,
                Phase = exchange.Phase,
                SenderId = exchange.SenderId,
                SenderCountry = exchange.SenderCountry,
                RecipientId = exchange.RecipientId,
                RecipientCountry = exchange.RecipientCountry,
                Reached = exchange.Reached,
                WaitsFor = exchange.WaitsFor,
                ExaminedBy = exchange.ExaminedBy,
                DueOn = exchange.DueOn,
                ReplyByProposed = exchange.ReplyByProposed,
                Revision = exchange.Revision,
                ClosedAt = exchange.ClosedAt,
                About = exchange.About,
                WrappedKey = key.Wrapped,
                ReadAt = read == null ? null : read.At,
                IsMine = database.Assignments.Any(assignment => assignment.ExchangeId == exchange.Id && assignment.UserId == actor.UserId),
            };
    }

    private static IQueryable<InboxRow> Sorted(IQueryable<InboxRow> rows, InboxQuery query) => query.Sort == InboxSort.Due
        ? rows.OrderBy(row => row.SortDue).ThenBy(row => row.Id)
        : rows.OrderByDescending(row => row.UpdatedAt).ThenByDescending(row => row.Id);

    private sealed class Counted
    {
        public string Module { get; init; } = "";

        public InboxView View { get; init; }
    }
}

/// <summary>What is not personal of an exchange in a list.</summary>
public sealed record InboxRow
{
    /// <summary>The exchange.</summary>
    public required Guid Id { get; init; }

    /// <summary>The person's authority through which it is listed.</summary>
    public required Guid AuthorityId { get; init; }

    /// <summary>As what that authority takes part.</summary>
    public required ParticipationCapacity Capacity { get; init; }

    /// <summary>The view that it belongs to.</summary>
    public required InboxView View { get; init; }

    /// <summary>What lists by due day sort by.</summary>
    public required DateOnly SortDue { get; init; }

    /// <summary>When something last happened, UTC.</summary>
    public required DateTime UpdatedAt { get; init; }

    /// <summary>From when it needs a coordinator's attention.</summary>
    public required DateOnly AttentionFrom { get; init; }

    /// <summary>Its number; null for a draft.</summary>
    public required string? Number { get; init; }

    /// <summary>Its module.</summary>
    public required string Module { get; init; }

    /// <summary>Its procedure.</summary>
    public required string Procedure { get; init; }

    /// <summary>The version of its definitions.</summary>
    public required string DefinitionVersion { get; init; }

    /// <summary>Its state.</summary>
    public required string State { get; init; }

    /// <summary>Its phase.</summary>
    public required Phase Phase { get; init; }

    /// <summary>The authority that asks.</summary>
    public required Guid SenderId { get; init; }

    /// <summary>The sender's country.</summary>
    public required string SenderCountry { get; init; }

    /// <summary>The authority that is asked; null for a draft without one.</summary>
    public required Guid? RecipientId { get; init; }

    /// <summary>The recipient's country; null for a draft without one.</summary>
    public required string? RecipientCountry { get; init; }

    /// <summary>The countries that a broadcast reached, each between spaces; null for a request and for a draft.</summary>
    public required string? Reached { get; init; }

    /// <summary>Whose turn it is.</summary>
    public required Party? WaitsFor { get; init; }

    /// <summary>Who examines it beside its states.</summary>
    public required Party? ExaminedBy { get; init; }

    /// <summary>Until when.</summary>
    public required DateOnly? DueOn { get; init; }

    /// <summary>A counter-proposed date that waits for the sender.</summary>
    public required DateOnly? ReplyByProposed { get; init; }

    /// <summary>The exchange's revision.</summary>
    public required int Revision { get; init; }

    /// <summary>When it was formally closed, UTC.</summary>
    public required DateTime? ClosedAt { get; init; }

    /// <summary>When the person last looked, UTC; null for never.</summary>
    public required DateTime? ReadAt { get; init; }

    /// <summary>Whether it is assigned to the person.</summary>
    public required bool IsMine { get; init; }

    internal byte[] About { get; init; } = [];

    internal byte[] WrappedKey { get; init; } = [];
}

/// <summary>Where a page of a list ended: its text form travels in addresses.</summary>
/// <param name="Due">The last row's due day.</param>
/// <param name="Updated">When the last row changed, UTC.</param>
/// <param name="Id">The last row's exchange.</param>
public sealed record InboxCursor(DateOnly Due, DateTime Updated, Guid Id)
{
    /// <summary>The cursor after a row.</summary>
    public static InboxCursor After(InboxItem item) => After(item.Row);

    /// <summary>Reads a cursor from an address; null where it is none.</summary>
    public static InboxCursor? Parse(string? text)
    {
        var parts = text?.Split('_') ?? [];
        return parts.Length == 3
            && DateOnly.TryParseExact(parts[0], "yyyyMMdd", out var due)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
            && Guid.TryParseExact(parts[2], "N", out var id)
                ? new InboxCursor(due, new DateTime(ticks, DateTimeKind.Utc), id)
                : null;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Due:yyyyMMdd}_{Updated.Ticks}_{Id:N}");

    internal static InboxCursor After(InboxRow row) => new(row.SortDue, row.UpdatedAt, row.Id);
}
