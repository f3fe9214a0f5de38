using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>
/// Makes ids whose order is the order in which they were made, also within one millisecond: UUIDv7 with a counter (RFC 9562,
/// section 6.2, method 1). Between processes the clock decides.
/// </summary>
public static class OrderedId
{
    private const int CounterBits = 12;
    private static readonly Lock Gate = new();
    private static long _last;

    /// <summary>The next id.</summary>
    /// <param name="now">The time that it carries; where an id was made for a later time already, that one's.</param>
    public static Guid Next(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes[8..]);
        long place;
        lock (Gate)
            place = _last = Math.Max(_last + 1, now.ToUnixTimeMilliseconds() << CounterBits);
        var (milliseconds, counter) = (place >> CounterBits, (ushort)(place & ((1 << CounterBits) - 1)));
        BinaryPrimitives.WriteInt64BigEndian(bytes, milliseconds << 16);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x7000 | counter));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
