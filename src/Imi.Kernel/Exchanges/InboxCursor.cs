using System.Globalization;

namespace Imi.Kernel.Exchanges;

/// <summary>The last row of a page, after which the next page begins. Its text form is part of URLs.</summary>
/// <param name="Day">The last row's day by which the list is sorted; ignored if the list is not sorted by a day.</param>
/// <param name="Updated">When the last row's exchange changed, UTC.</param>
/// <param name="Id">The last row's exchange.</param>
public sealed record InboxCursor(DateOnly Day, DateTime Updated, Guid Id)
{
    /// <summary>Parses the text form; null if it is not valid.</summary>
    public static InboxCursor? Parse(string? text)
    {
        var parts = text?.Split('_') ?? [];
        return
            parts.Length == 3
            && DateOnly.TryParseExact(parts[0], "yyyyMMdd", out var day)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= DateTime.MaxValue.Ticks
            && Guid.TryParseExact(parts[2], "N", out var id)
            ? new InboxCursor(day, new DateTime(ticks, DateTimeKind.Utc), id)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day:yyyyMMdd}_{Updated.Ticks}_{Id:N}");

    internal static InboxCursor After(InboxRow row, InboxSort order) =>
        new(order == InboxSort.Attention ? row.AttentionFrom : row.SortDue, row.UpdatedAt, row.Id);
}
