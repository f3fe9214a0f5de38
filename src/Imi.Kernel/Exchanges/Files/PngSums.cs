using System.Buffers.Binary;

namespace Imi.Kernel.Exchanges.Files;

/// <summary>Renews the check sums of a PNG's chunks of metadata after they were changed in place.</summary>
internal static class PngSums
{
    private const int FirstChunk = 8;
    private const int Around = 12; // Length, type and check sum.
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Remainder((uint)value))];

    /// <summary>Renews them; does nothing to what is no PNG.</summary>
    public static void Renew(byte[] picture)
    {
        if (!picture.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']))
            return;
        var place = FirstChunk;
        while (place + Around <= picture.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(picture.AsSpan(place));
            if (length > picture.Length - place - Around)
                return;
            var content = picture.AsSpan(place + 4, (int)length + 4);
            if (HoldsMetadata(content[..4]))
                BinaryPrimitives.WriteUInt32BigEndian(picture.AsSpan(place + 8 + (int)length), SumOf(content));
            place += Around + (int)length;
        }
    }

    private static bool HoldsMetadata(ReadOnlySpan<byte> type) => type.SequenceEqual("eXIf"u8) || type.SequenceEqual("iTXt"u8) || type.SequenceEqual("tEXt"u8);

    /// <summary>The check sum of bytes, CRC-32 as PNG has it (ISO/IEC 15948, annex D).</summary>
    internal static uint SumOf(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
            sum = Table[(sum ^ one) & 0xFF] ^ (sum >> 8);
        return ~sum;
    }

    private static uint Remainder(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) == 0 ? value >> 1 : 0xEDB88320 ^ (value >> 1);
        return value;
    }
}
