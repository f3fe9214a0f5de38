using System.Buffers.Binary;

namespace Imi.Kernel.Exchanges.Files;

/// <summary>Recomputes the checksums of a PNG's metadata chunks after a change in place.</summary>
internal static class PngSums
{
    private const int FirstChunk = 8;
    private const int ChunkOverhead = 12; // Length, type and checksum.
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Remainder((uint)value))];

    /// <summary>Recomputes the checksums in place; does nothing if the picture is no PNG.</summary>
    public static void Renew(byte[] picture)
    {
        if (!picture.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']))
            return;
        var place = FirstChunk;
        while (place + ChunkOverhead <= picture.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(picture.AsSpan(place));
            if (length > picture.Length - place - ChunkOverhead)
                return;
            var content = picture.AsSpan(place + 4, (int)length + 4);
            if (HoldsMetadata(content[..4]))
                BinaryPrimitives.WriteUInt32BigEndian(picture.AsSpan(place + 8 + (int)length), SumOf(content));
            place += ChunkOverhead + (int)length;
        }
    }

    private static bool HoldsMetadata(ReadOnlySpan<byte> type) => type.SequenceEqual("eXIf"u8) || type.SequenceEqual("iTXt"u8) || type.SequenceEqual("tEXt"u8);

    /// <summary>Computes the CRC-32 of PNG (ISO/IEC 15948, annex D).</summary>
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
