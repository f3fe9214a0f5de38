using System.Buffers.Binary;
using System.Text;

namespace Imi.Testing;

/// <summary>Creates small pictures with camera and location metadata, as cameras and phones write them.</summary>
public static class PictureFile
{
    /// <summary>The camera manufacturer, which is not removed.</summary>
    public const string Maker = "Kamera";

    /// <summary>Creates EXIF data with manufacturer and location as a TIFF structure.</summary>
    public static byte[] Exif(bool isBigEndian)
    {
        var bytes = new byte[200];
        Encoding.ASCII.GetBytes(isBigEndian ? "MM\0*" : "II*\0", bytes);
        Number(4, 8);
        Short(8, 3);
        Entry(10, 0x010F, 2, (uint)Maker.Length + 1, 100);
        Entry(22, 0x8825, 4, 1, 60);
        Entry(34, 0x0131, 2, 3, 0);
        Encoding.ASCII.GetBytes("v1\0", bytes.AsSpan(42));
        Encoding.ASCII.GetBytes(Maker, bytes.AsSpan(100));
        Short(60, 2);
        Entry(62, 1, 2, 2, 0);
        bytes[70] = (byte)'N';
        Entry(74, 2, 5, 3, 120);
        foreach (var (place, value) in ((int, uint)[])[(120, 48), (124, 1), (128, 51), (132, 1), (136, 30), (140, 1)])
            Number(place, value);
        return bytes;

        void Entry(int place, ushort tag, ushort type, uint count, uint value)
        {
            Short(place, tag);
            Short(place + 2, type);
            Number(place + 4, count);
            Number(place + 8, value);
        }

        void Short(int place, ushort value)
        {
            if (isBigEndian)
                BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(place), value);
            else
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(place), value);
        }

        void Number(int place, uint value)
        {
            if (isBigEndian)
                BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(place), value);
            else
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(place), value);
        }
    }

    /// <summary>Creates a JPEG with EXIF data and with the location in XMP.</summary>
    public static byte[] Jpeg(bool isBigEndian = true) =>
        [
            0xFF,
            0xD8,
            .. Segment([.. "Exif\0\0"u8, .. Exif(isBigEndian)]),
            .. Segment([.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Encoding.UTF8.GetBytes(Xmp)]),
            0xFF,
            0xDA,
            0x00,
            0x02,
            0x11,
            0x22,
            0x33,
            0xFF,
            0xD9,
        ];

    /// <summary>Creates a JPEG without metadata.</summary>
    public static byte[] PlainJpeg() => [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x04, 0x4A, 0x46, 0xFF, 0xDA, 0x00, 0x02, 0x11, 0xFF, 0xD9];

    /// <summary>Creates a PNG with EXIF data.</summary>
    public static byte[] Png(Func<byte[], uint> sum) =>
        [
            0x89,
            0x50,
            0x4E,
            0x47,
            0x0D,
            0x0A,
            0x1A,
            0x0A,
            .. Chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0], sum),
            .. Chunk("eXIf", Exif(true), sum),
            .. Chunk("IEND", [], sum),
        ];

    /// <summary>Creates a WebP file with EXIF data.</summary>
    public static byte[] WebP()
    {
        var exif = Exif(false);
        byte[] chunks = [.. "WEBPVP8X"u8, 10, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. "EXIF"u8, .. Length(exif), .. exif];
        return [.. "RIFF"u8, .. Length(chunks), .. chunks];

        static byte[] Length(byte[] bytes)
        {
            var length = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            return length;
        }
    }

    /// <summary>Creates the beginning of a HEIC picture with EXIF data.</summary>
    public static byte[] Heic() => [0, 0, 0, 16, .. "ftypheic"u8, 0, 0, 0, 0, .. new byte[300], .. "Exif\0\0"u8, .. Exif(true), .. new byte[50]];

    private const string Xmp = """
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
            xmp:CreatorTool="Kamera" exif:GPSLatitude="48,51.5N">
        <exif:GPSLongitude>2,21.1E</exif:GPSLongitude></rdf:Description></rdf:RDF></x:xmpmeta>
        """;

    private static byte[] Segment(byte[] content) => [0xFF, 0xE1, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    private static byte[] Chunk(string type, byte[] content, Func<byte[], uint> sum)
    {
        byte[] summed = [.. Encoding.ASCII.GetBytes(type), .. content];
        var (length, check) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(check, sum(summed));
        return [.. length, .. summed, .. check];
    }
}
