using System.IO.Compression;
using System.Xml;

namespace Imi.Kernel.Network.Registration.Import;

/// <summary>
/// Limits the content of a workbook (.xlsx). A small archive can unpack to gigabytes, so it is counted while unpacking, in pieces and before any of
/// it is kept in memory. Sizes declared in the archive are not trusted.
/// </summary>
internal static class WorkbookLimits
{
    /// <summary>The maximum size of all parts together when unpacked, in bytes.</summary>
    internal const long MostBytes = 64L * 1024 * 1024;

    /// <summary>The maximum size of the table of shared texts in bytes, since it is held in memory.</summary>
    internal const long MostSharedBytes = 24L * 1024 * 1024;

    /// <summary>
    /// The maximum number of cells, rows and shared texts together; a table of 20,000 authorities with 60 columns has 1.2 million cells.
    /// </summary>
    internal const int MostCells = 2_000_000;

    private const int MostParts = 1_000;
    private const string SharedTexts = "xl/sharedStrings.xml";

    /// <summary>Whether a workbook stays within the limits.</summary>
    /// <param name="content">The file.</param>
    /// <exception cref="InvalidDataException">The file is not an archive.</exception>
    /// <exception cref="XmlException">A part is not XML, or declares a document type.</exception>
    public static bool Fits(byte[] content)
    {
        using var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
        if (archive.Entries.Count > MostParts)
            return false;
        var (bytesLeft, cellsLeft) = (MostBytes, MostCells);
        foreach (var part in archive.Entries)
        {
            var isShared = part.FullName.Equals(SharedTexts, StringComparison.OrdinalIgnoreCase);
            using var unpacked = new CountingStream(part.Open(), isShared ? Math.Min(bytesLeft, MostSharedBytes) : bytesLeft);
            try
            {
                if (part.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
                    cellsLeft -= CellsOf(unpacked, cellsLeft);
                unpacked.CopyTo(Stream.Null);
            }
            catch (TooMuchException)
            {
                return false;
            }

            bytesLeft -= unpacked.Count;
            if (cellsLeft < 0)
                return false;
        }

        return true;
    }

    /// <summary>The number of cells, rows and shared texts in a part; counting stops at one more than are left.</summary>
    private static int CellsOf(Stream part, int left)
    {
        using var reader = XmlReader.Create(
            part,
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                IgnoreWhitespace = true,
                IgnoreComments = true,
            }
        );
        var count = 0;
        while (count <= left && reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName is "c" or "row" or "si")
                count++;
        }

        return count;
    }

    /// <summary>Thrown when a part unpacks to more than is allowed.</summary>
    private sealed class TooMuchException : Exception;

    /// <summary>Counts the bytes read, and stops at a limit.</summary>
    private sealed class CountingStream(Stream inner, long most) : Stream
    {
        /// <summary>The number of bytes read.</summary>
        public long Count { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => Count;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            Count += read;
            return Count > most ? throw new TooMuchException() : read;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
