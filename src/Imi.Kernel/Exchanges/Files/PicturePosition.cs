using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;
using MetadataExtractor;
using MetadataExtractor.Formats.Exif;
using MetadataExtractor.Formats.Xmp;

namespace Imi.Kernel.Exchanges.Files;

/// <summary>
/// Removes the location where a picture was taken: the GPS data in EXIF and XMP. Pixels, all other data and the length stay the same. All
/// picture formats store EXIF in the same structure (TIFF), so the code searches the whole file for it.
/// </summary>
internal static partial class PicturePosition
{
    private const int GpsPointer = 0x8825;
    private const int EntryLength = 12;
    private const int MostEntries = 1_000;
    private const int MostDirectories = 50;

    /// <summary>The lengths of the TIFF value types in bytes, by type number.</summary>
    private static readonly int[] TypeLengths = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];

    /// <summary>Removes the location in place.</summary>
    /// <returns>Whether the picture contained one.</returns>
    public static bool Remove(byte[] picture)
    {
        var removed = false;
        for (var place = 0; place + 8 < picture.Length; place++)
        {
            var found = picture.AsSpan(place).IndexOfAny((byte)'I', (byte)'M');
            if (found < 0)
                break;
            place += found;
            if (IsTiffHeader(picture.AsSpan(place)))
                removed |= new Tiff(picture, place).Remove();
        }

        removed |= RemoveFromXmp(picture);
        if (removed)
            PngSums.Renew(picture);
        return removed;
    }

    /// <summary>Returns whether a metadata library finds a location in the picture.</summary>
    public static bool IsIn(byte[] picture)
    {
        try
        {
            return ImageMetadataReader
                .ReadMetadata(new MemoryStream(picture, writable: false))
                .Any(directory =>
                    directory switch
                    {
                        GpsDirectory gps => gps.ContainsTag(GpsDirectory.TagLatitude) || gps.ContainsTag(GpsDirectory.TagLongitude),
                        XmpDirectory xmp => xmp.GetXmpProperties()
                            .Keys.Any(name =>
                                name.Contains("GPSLatitude", StringComparison.Ordinal) || name.Contains("GPSLongitude", StringComparison.Ordinal)
                            ),
                        _ => false,
                    }
                );
        }
        catch (Exception unread) when (unread is ImageProcessingException or IOException)
        {
            return false; // No readable metadata.
        }
    }

    private static bool IsTiffHeader(ReadOnlySpan<byte> bytes) => bytes.StartsWith("II\u002a\0"u8) || bytes.StartsWith("MM\0\u002a"u8);

    private static bool RemoveFromXmp(byte[] picture)
    {
        var removed = false;
        for (var place = 0; picture.AsSpan(place).IndexOf("<x:xmpmeta"u8) is var start and >= 0; )
        {
            start += place;
            var length = picture.AsSpan(start).IndexOf("</x:xmpmeta>"u8);
            if (length < 0)
                break;
            var text = Encoding.Latin1.GetString(picture, start, length);
            place = start + length;
            try
            {
                foreach (var match in GpsProperty().EnumerateMatches(text))
                {
                    picture.AsSpan(start + match.Index, match.Length).Fill((byte)' ');
                    removed = true;
                }
            }
            catch (RegexMatchTimeoutException)
            {
                // Crafted to take long. The caller checks afterwards whether a location remains.
            }
        }

        return removed;
    }

    [GeneratedRegex(
        """[\w]+:GPS\w+\s*=\s*("[^"]*"|'[^']*')|<(?<name>\w+:GPS\w+)[^>]*?(/>|>.*?</\k<name>\s*>)""",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        2_000
    )]
    private static partial Regex GpsProperty();

    /// <summary>Edits the directories of a TIFF structure that begins at an offset of the picture.</summary>
    private sealed class Tiff(byte[] bytes, int start)
    {
        private readonly bool _isBigEndian = bytes[start] == 'M';

        public bool Remove()
        {
            var removed = false;
            var seen = new HashSet<uint>();
            var next = Number(4);
            while (next >= 8 && seen.Count < MostDirectories && seen.Add(next) && CountAt(next) is { } count)
            {
                for (var entry = 0; entry < count; entry++)
                {
                    var place = next + 2 + (uint)(entry * EntryLength);
                    if (Short(place) != GpsPointer)
                        continue;
                    RemoveDirectory(Number(place + 8));
                    RemoveEntry(next, count, entry);
                    count--;
                    entry--;
                    removed = true;
                }

                next = Number(next + 2 + (uint)(count * EntryLength));
            }

            return removed;
        }

        private void RemoveDirectory(uint directory)
        {
            if (CountAt(directory) is not { } count)
                return;
            for (var entry = 0; entry < count; entry++)
            {
                var place = directory + 2 + (uint)(entry * EntryLength);
                var length = (long)TypeLengths[Math.Min(Short(place + 2), TypeLengths.Length - 1)] * Number(place + 4);
                if (length > 4)
                    Clear(Number(place + 8), length);
            }

            Clear(directory, 2 + (count * EntryLength) + 4);
        }

        /// <summary>Moves the following entries and the link to the next directory forward; the directory keeps its offset.</summary>
        private void RemoveEntry(uint directory, int count, int entry)
        {
            var place = start + (int)directory + 2 + (entry * EntryLength);
            var end = start + (int)directory + 2 + (count * EntryLength) + 4;
            bytes.AsSpan((place + EntryLength)..end).CopyTo(bytes.AsSpan(place));
            bytes.AsSpan(end - EntryLength, EntryLength).Clear();
            var written = bytes.AsSpan(start + (int)directory, 2);
            if (_isBigEndian)
                BinaryPrimitives.WriteUInt16BigEndian(written, (ushort)(count - 1));
            else
                BinaryPrimitives.WriteUInt16LittleEndian(written, (ushort)(count - 1));
        }

        /// <summary>Reads the number of entries of a directory; null unless it lies within the picture and all its types are valid.</summary>
        private int? CountAt(uint directory)
        {
            if (!Fits(directory, 6))
                return null;
            var count = Short(directory);
            if (count is 0 or > MostEntries || !Fits(directory, 2 + (count * EntryLength) + 4))
                return null;
            for (var entry = 0; entry < count; entry++)
            {
                if (Short(directory + 2 + (uint)(entry * EntryLength) + 2) is 0 or > 16)
                    return null;
            }

            return count;
        }

        private void Clear(uint place, long length)
        {
            if (Fits(place, length))
                bytes.AsSpan(start + (int)place, (int)length).Clear();
        }

        private bool Fits(uint place, long length) => length >= 0 && start + place + length <= bytes.Length;

        private ushort Short(uint place) =>
            !Fits(place, 2) ? (ushort)0
            : _isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(start + (int)place))
            : BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(start + (int)place));

        private uint Number(uint place) =>
            !Fits(place, 4) ? 0
            : _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(start + (int)place))
            : BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(start + (int)place));
    }
}
