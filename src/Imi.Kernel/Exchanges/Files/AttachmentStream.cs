using System.Security.Cryptography;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges.Files;

/// <summary>Reads and decrypts an attachment with one chunk in memory at a time. Can seek; supports only asynchronous reading.</summary>
internal sealed class AttachmentStream(ImiDbContext database, Attachment attachment, ExchangeCipher cipher) : Stream
{
    private int _chunkIndex = -1;
    private byte[] _chunk = [];

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => attachment.Size;

    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= Length || buffer.Length == 0)
            return 0;
        var index = (int)(Position / AttachmentStore.ChunkLength);
        if (index != _chunkIndex)
            await LoadAsync(index, cancellationToken);
        var offset = (int)(Position % AttachmentStore.ChunkLength);
        var count = Math.Min(buffer.Length, _chunk.Length - offset);
        _chunk.AsMemory(offset, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => Position + offset,
            _ => Length + offset,
        };

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Attachments are read asynchronously.");

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        CryptographicOperations.ZeroMemory(_chunk);
        base.Dispose(disposing);
    }

    private async Task LoadAsync(int index, CancellationToken cancellationToken)
    {
        var last = (int)((Length - 1) / AttachmentStore.ChunkLength);
        var stored =
            await database
                .Set<AttachmentChunk>()
                .AsNoTracking()
                .Where(chunk => chunk.AttachmentId == attachment.Id && chunk.Index == index)
                .Select(chunk => chunk.Cipher)
                .FirstOrDefaultAsync(cancellationToken)
            ?? throw new CryptographicException($"Piece {index} of attachment {attachment.Id} is missing.");
        var plain = cipher.Decrypt(stored, AttachmentStore.ChunkPurpose(attachment.Id, index, index == last));
        var expected = index == last ? Length - ((long)last * AttachmentStore.ChunkLength) : AttachmentStore.ChunkLength;
        if (plain.Length != expected)
            throw new CryptographicException($"Attachment {attachment.Id} is not as long as it was.");
        CryptographicOperations.ZeroMemory(_chunk);
        (_chunk, _chunkIndex) = (plain, index);
    }
}
