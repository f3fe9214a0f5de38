using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>
/// Stores times as UTC to the millisecond on every database. PostgreSQL accepts only UTC, SQLite loses the kind, and precision differs: a
/// cursor read from a row must find the same row again.
/// </summary>
internal sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(time => ToStore(time), time => DateTime.SpecifyKind(time, DateTimeKind.Utc))
{
    internal static DateTime ToStore(DateTime time)
    {
        var utc = time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc);
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
