using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>
/// Creates ids that sort in the order of their creation, even within one millisecond: UUIDv7 with a counter (RFC 9562, section 6.2,
/// method 1). Ids of different processes are ordered by the clock.
/// </summary>
public static class OrderedId
{
    private const int CounterBits = 12;
    private static readonly Lock Gate = new();
    private static long _last;

    /// <summary>Creates the next id.</summary>
    /// <param name="now">The time that the id contains, unless an id with a later time was created before; then that time.</param>
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
