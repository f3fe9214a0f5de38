using System.IO.Compression;
using System.Text;

namespace Imi.Testing;

/// <summary>
/// Creates office documents as programs write them: LibreOffice puts an uncompressed entry <c>mimetype</c> first; entries are
/// compressed or stored, with their sizes before the data or, if the writer cannot seek, after it.
/// </summary>
public static class OfficeZip
{
    private const string OpenXml = "application/vnd.openxmlformats-officedocument.";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";

    /// <summary>Creates a Word document.</summary>
    /// <param name="size">The approximate size in bytes, filled with a picture.</param>
    /// <param name="isStreamed">Whether the sizes follow the data.</param>
    /// <param name="more">Further entries.</param>
    public static byte[] Docx(int size = 0, bool isStreamed = false, params (string Name, byte[] Content)[] more) =>
        Zip(
            isStreamed,
            [
                (
                    "[Content_Types].xml",
                    Utf8(
                        $"""<Types xmlns="{Package}/content-types">"""
                            + $"""<Override PartName="/word/document.xml" ContentType="{OpenXml}wordprocessingml.document.main+xml"/></Types>"""
                    ),
                    true
                ),
                ("_rels/.rels", Utf8(Rels(("officeDocument", "word/document.xml", false))), true),
                (
                    "word/document.xml",
                    Utf8(
                        """<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"""
                            + """<w:body><w:p><w:r><w:t>Decision</w:t></w:r></w:p></w:body></w:document>"""
                    ),
                    true
                ),
                .. Filling("word/media/image1.png", size),
                .. more.Select(entry => (entry.Name, entry.Content, true)),
            ]
        );

    /// <summary>Creates an Excel workbook.</summary>
    public static byte[] Xlsx(int size = 0, bool isStreamed = false, params (string Name, byte[] Content)[] more) =>
        Zip(
            isStreamed,
            [
                ("xl/workbook.xml", Utf8("<workbook/>"), true),
                ("xl/worksheets/sheet1.xml", Utf8("<worksheet/>"), true),
                .. Filling("xl/media/image1.jpeg", size),
                (
                    "[Content_Types].xml",
                    Utf8(
                        $"""<Types xmlns="{Package}/content-types">"""
                            + $"""<Override PartName="/xl/workbook.xml" ContentType="{OpenXml}spreadsheetml.sheet.main+xml"/></Types>"""
                    ),
                    true
                ),
                .. more.Select(entry => (entry.Name, entry.Content, true)),
            ]
        );

    /// <summary>Creates an OpenDocument text as LibreOffice writes it.</summary>
    /// <param name="size">The approximate size in bytes.</param>
    /// <param name="content">The body of <c>content.xml</c>.</param>
    /// <param name="manifest">The content of the manifest.</param>
    /// <param name="more">Further entries.</param>
    public static byte[] Odt(int size = 0, string content = "", string manifest = "", params (string Name, byte[] Content)[] more) =>
        Zip(
            isStreamed: true,
            [
                ("mimetype", Utf8("application/vnd.oasis.opendocument.text"), false),
                .. Filling("Thumbnails/thumbnail.png", size),
                (
                    "content.xml",
                    Utf8(
                        $"""<office:document-content xmlns:office="o" xmlns:text="t" xmlns:draw="d" xmlns:script="s" """
                            + $"""xmlns:xlink="http://www.w3.org/1999/xlink">"""
                            + $"""<office:body>{content}</office:body></office:document-content>"""
                    ),
                    true
                ),
                (
                    "META-INF/manifest.xml",
                    Utf8($"""<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{manifest}</manifest:manifest>"""),
                    true
                ),
                .. more.Select(entry => (entry.Name, entry.Content, true)),
            ]
        );

    /// <summary>Creates a relationships part of Office Open XML.</summary>
    public static string Rels(params (string Type, string Target, bool IsExternal)[] relations)
    {
        var parts = relations.Select((relation, index) => Relationship($"r{index}", relation.Type, relation.Target, relation.IsExternal));
        return $"""<Relationships xmlns="{Package}/relationships">{string.Concat(parts)}</Relationships>""";

        static string Relationship(string id, string type, string target, bool isExternal) =>
            $"""<Relationship Id="{id}" Type="{Relations}/{type}" Target="{target}"{(isExternal ? " TargetMode=\"External\"" : "")}/>""";
    }

    /// <summary>Creates an archive.</summary>
    /// <param name="isStreamed">Whether the writer cannot seek, so that the sizes follow the data.</param>
    /// <param name="entries">The entries, each compressed or stored.</param>
    public static byte[] Zip(bool isStreamed, IEnumerable<(string Name, byte[] Content, bool IsCompressed)> entries)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(isStreamed ? new OneWay(bytes) : bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content, isCompressed) in entries)
            {
                using var entry = archive.CreateEntry(name, isCompressed ? CompressionLevel.Fastest : CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>Returns the archive with all entries uncompressed.</summary>
    public static byte[] Stored(byte[] archive)
    {
        using var read = new ZipArchive(new MemoryStream(archive, writable: false));
        return Zip(
            isStreamed: false,
            read.Entries.Select(entry =>
            {
                using var content = new MemoryStream();
                using (var unpacked = entry.Open())
                    unpacked.CopyTo(content);
                return (entry.FullName, content.ToArray(), false);
            })
        );
    }

    /// <summary>Encodes a text in UTF-8.</summary>
    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static IEnumerable<(string, byte[], bool)> Filling(string name, int size)
    {
        if (size <= 0)
            yield break;
        var noise = new byte[size];
        new Random(1).NextBytes(noise);
        noise[0] = 0x89;
        yield return (name, noise, false);
    }

    private sealed class OneWay(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
