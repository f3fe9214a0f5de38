using System.Buffers.Binary;
using System.Text;

namespace Imi.Kernel.Exchanges.Files;

/// <summary>
/// Detects the content of a Compound File (MS-CFB), the container of the old office formats, of Outlook e-mails and of password-protected
/// office documents.
/// </summary>
internal static class CompoundFiles
{
    private const int HeaderLength = 512;
    private const int EntryLength = 128;
    private const int MostSectors = 50_000;
    private const uint LastSector = 0xFFFFFFFA;
    private static readonly byte[] Beginning = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    private static readonly string[] OldFormats = ["WordDocument", "Workbook", "Book", "PowerPoint Document"];

    /// <summary>Returns whether bytes begin like a Compound File.</summary>
    public static bool IsOne(ReadOnlySpan<byte> content) => content.StartsWith(Beginning);

    /// <summary>Detects the kind of the file, or the reason for refusing it.</summary>
    public static FileVerdict Of(byte[] content)
    {
        var names = NamesIn(content);
        if (names.Contains("EncryptedPackage"))
            return FileVerdict.Refused("file.password");
        if (names.Contains("__properties_version1.0"))
            return FileVerdict.Accepted(FileKind.OutlookEmail);
        return FileVerdict.Refused(OldFormats.Any(names.Contains) ? "file.old-office" : "file.kind-not-taken");
    }

    /// <summary>Reads the names of all streams and storages. If the chain of sectors is broken, returns the names before the break.</summary>
    private static HashSet<string> NamesIn(byte[] content)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (content.Length < HeaderLength)
            return names;
        var sectorLength = 1 << Math.Clamp((int)BinaryPrimitives.ReadUInt16LittleEndian(content.AsSpan(30)), 9, 12);
        var table = TableOf(content, sectorLength);
        var sector = Number(content, 48);
        for (var read = 0; sector < LastSector && read < MostSectors; read++)
        {
            var directory = SectorOf(content, sector, sectorLength);
            for (var entry = 0; entry + EntryLength <= directory.Length; entry += EntryLength)
            {
                var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(directory.AsSpan(entry + 64));
                if (nameLength is >= 2 and <= 64)
                    names.Add(Encoding.Unicode.GetString(directory, entry, nameLength - 2));
            }

            var perSector = (uint)(sectorLength / 4);
            sector =
                sector / perSector < table.Count && SectorOf(content, table[(int)(sector / perSector)], sectorLength) is { Length: > 0 } links
                    ? Number(links, (int)(sector % perSector) * 4)
                    : LastSector;
        }

        return names;
    }

    /// <summary>Finds the sectors of the allocation table: the first ones from the header, the others from a chain of sectors.</summary>
    private static List<uint> TableOf(byte[] content, int sectorLength)
    {
        var table = new List<uint>();
        for (var place = 76; place < HeaderLength; place += 4)
            table.Add(Number(content, place));
        var next = Number(content, 68);
        while (next < LastSector && table.Count < MostSectors && SectorOf(content, next, sectorLength) is { Length: > 0 } more)
        {
            for (var place = 0; place < sectorLength - 4; place += 4)
                table.Add(Number(more, place));
            next = Number(more, sectorLength - 4);
        }

        return table;
    }

    private static uint Number(byte[] bytes, int place) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(place));

    private static byte[] SectorOf(byte[] content, uint sector, int length)
    {
        var start = (sector + 1L) * length;
        return start + length <= content.Length ? content[(int)start..(int)(start + length)] : [];
    }
}
