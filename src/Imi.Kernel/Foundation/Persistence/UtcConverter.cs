using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>
/// Times are UTC to the millisecond on every database: PostgreSQL refuses others, SQLite forgets the kind, and each keeps
/// another number of digits, so that a cursor read from one would not find its own row.
/// </summary>
internal sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(time => ToStore(time), time => DateTime.SpecifyKind(time, DateTimeKind.Utc))
{
    internal static DateTime ToStore(DateTime time)
    {
        var utc = time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc);
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
