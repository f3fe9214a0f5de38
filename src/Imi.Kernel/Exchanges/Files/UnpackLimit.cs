using System.IO.Compression;

namespace Imi.Kernel.Exchanges.Files;

/// <summary>Unpacks the entries of archives and limits their total unpacked size, because the sizes that an archive declares can be false.</summary>
/// <param name="most">The largest total size in bytes.</param>
internal sealed class UnpackLimit(long most)
{
    private const int HeadLength = 16;
    private long _left = most;

    /// <summary>Unpacks the beginning of an entry, at most <paramref name="longest"/> bytes.</summary>
    public byte[] Read(ZipArchiveEntry entry, int longest)
    {
        using var unpacked = Open(entry);
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while (bytes.Length < longest && (read = unpacked.Read(buffer, 0, (int)Math.Min(buffer.Length, longest - bytes.Length))) > 0)
            bytes.Write(buffer, 0, read);
        return bytes.ToArray();
    }

    /// <summary>Unpacks an entry to its end, to count its size.</summary>
    /// <returns>Its first bytes.</returns>
    public byte[] ReadThrough(ZipArchiveEntry entry)
    {
        using var unpacked = Open(entry);
        var head = new byte[HeadLength];
        var length = unpacked.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false);
        unpacked.CopyTo(Stream.Null);
        return head[..length];
    }

    /// <summary>Opens an entry as a stream that counts the unpacked bytes.</summary>
    public Stream Open(ZipArchiveEntry entry) => new Counted(entry.Open(), this);

    private void Count(int bytes)
    {
        _left -= bytes;
        if (_left < 0)
            throw new UnpackLimitException();
    }

    private sealed class Counted(Stream inner, UnpackLimit limit) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            limit.Count(read);
            return read;
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

/// <summary>Thrown if archives unpack to more than the limit.</summary>
internal sealed class UnpackLimitException : Exception;
