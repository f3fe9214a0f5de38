using System.Buffers.Binary;
using System.Text;

namespace Imi.Testing;

/// <summary>Creates Compound Files (MS-CFB), the container of old office formats and Outlook emails, with empty named streams.</summary>
public static class CompoundFile
{
    private const int Sector = 512;
    private const uint End = 0xFFFFFFFE;
    private const uint Table = 0xFFFFFFFD;

    /// <summary>Creates a file with streams of these names.</summary>
    /// <param name="names">The names of the streams.</param>
    public static byte[] Of(params string[] names)
    {
        string[] entries = ["Root Entry", .. names];
        var directories = (entries.Length + 3) / 4;
        var file = new byte[Sector * (2 + directories)];
        ((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(file);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(30), 9);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(44), 1);
        Number(file, 48, 1);
        Number(file, 60, End);
        Number(file, 68, End);
        for (var place = 76; place < Sector; place += 4)
            Number(file, place, place == 76 ? 0 : uint.MaxValue);
        for (var sector = 0; sector < Sector / 4; sector++)
            Number(
                file,
                Sector + (4 * sector),
                sector == 0 ? Table
                    : sector < directories ? (uint)sector + 1
                    : sector == directories ? End
                    : uint.MaxValue
            );
        for (var index = 0; index < entries.Length; index++)
        {
            var entry = file.AsSpan((2 * Sector) + (128 * index), 128);
            Encoding.Unicode.GetBytes(entries[index], entry);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[64..], (ushort)((entries[index].Length + 1) * 2));
        }

        return file;
    }

    private static void Number(byte[] file, int place, uint number) => BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(place), number);
}
