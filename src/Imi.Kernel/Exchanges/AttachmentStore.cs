using System.Security.Cryptography;
using Imi.Kernel.Forms;
using Imi.Kernel.Persistence;
using Imi.Kernel.Vault;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>
/// Keeps the bytes of attachments: encrypted, in pieces, each in a short transaction of its own, so that a large or slow
/// upload holds nobody up and takes the memory of one piece. Nothing of a file ever stands in clear, on no disk.
/// </summary>
internal sealed class AttachmentStore(ImiDbContext database)
{
    /// <summary>The largest file in bytes.</summary>
    public const long LargestFile = 20L * 1024 * 1024;

    /// <summary>The length of every piece but the last, in bytes.</summary>
    public const int ChunkLength = 256 * 1024;

    /// <summary>
    /// Reads a file once, stores it, and looks at what it is. The attachment is stored as incomplete: it is the caller's to
    /// complete it, or to remove it. The context must hold no changes.
    /// </summary>
    /// <returns>What is wrong with the file, of which then nothing stays; or null.</returns>
    public async Task<FieldError?> WriteAsync(
        Attachment attachment, string name, Stream bytes, ExchangeCipher cipher, CancellationToken cancellationToken)
    {
        attachment.NameCipher = cipher.EncryptText(name, NamePurpose(attachment.Id));
        await SaveAsync(attachment, cancellationToken);
        var isKept = false;
        try
        {
            var size = await WriteChunksAsync(attachment, bytes, cipher, cancellationToken);
            if (size > LargestFile)
                return new FieldError("file", "file.too-large", "most", LargestFile);
            attachment.Size = size;
            await using var stored = new AttachmentStream(database, attachment, cipher);
            var verdict = await FileKinds.OfAsync(name, stored, cancellationToken);
            if (verdict.Kind is not { } kind)
                return new FieldError("file", verdict.Refusal!);
            attachment.ContentType = kind.ContentType;
            await database.Attachments.Where(file => file.Id == attachment.Id).ExecuteUpdateAsync(
                change => change.SetProperty(file => file.Size, size).SetProperty(file => file.ContentType, kind.ContentType), cancellationToken);
            isKept = true;
            return null;
        }
        finally
        {
            if (!isKept)
                await RemoveAsync(attachment.Id, CancellationToken.None);
        }
    }

    /// <summary>Opens a complete attachment for reading. Reading it to the end, or failing, disposes the cipher.</summary>
    public FileContent Open(Attachment attachment, ExchangeCipher cipher)
    {
        var name = cipher.DecryptText(attachment.NameCipher, NamePurpose(attachment.Id));
        var mayShowInline = FileKind.Of(attachment.ContentType)?.MayShowInline ?? false;
        return new FileContent(name, attachment.ContentType, attachment.Size, mayShowInline, async (target, cancellationToken) =>
        {
            using (cipher)
            {
                await using var stored = new AttachmentStream(database, attachment, cipher);
                await stored.CopyToAsync(target, ChunkLength, cancellationToken);
            }
        });
    }

    /// <summary>The name of an attachment.</summary>
    public static string NameOf(Attachment attachment, ExchangeCipher cipher) => cipher.DecryptText(attachment.NameCipher, NamePurpose(attachment.Id));

    /// <summary>Removes an attachment and its bytes.</summary>
    public Task RemoveAsync(Guid attachmentId, CancellationToken cancellationToken) =>
        database.Attachments.Where(file => file.Id == attachmentId).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Removes what began to arrive before a time and never was complete.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> RemoveIncompleteAsync(DateTime before, CancellationToken cancellationToken) =>
        Incomplete(database, before).ExecuteDeleteAsync(cancellationToken);

    /// <summary>What began to arrive before a time and is not complete.</summary>
    public static IQueryable<Attachment> Incomplete(ImiDbContext database, DateTime before) =>
        database.Attachments.Where(file => !file.IsComplete && file.CreatedAt < before);

    /// <summary>Binds a piece to its file and place. The last one says so: a file that lost its end does not open.</summary>
    public static string ChunkPurpose(Guid attachmentId, int index, bool isLast) => $"file/{attachmentId}/{index}{(isLast ? "/last" : "")}";

    private static string NamePurpose(Guid attachmentId) => $"file/{attachmentId}/name";

    /// <summary>Stores piece after piece, reading one ahead to know the last. Stops once the file is too large.</summary>
    private async Task<long> WriteChunksAsync(Attachment attachment, Stream bytes, ExchangeCipher cipher, CancellationToken cancellationToken)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (current, next) = (new byte[ChunkLength], new byte[ChunkLength]);
        var length = await FillAsync(bytes, current, cancellationToken);
        var size = 0L;
        for (var index = 0; ; index++)
        {
            size += length;
            if (size > LargestFile)
                return size;
            var nextLength = length == ChunkLength ? await FillAsync(bytes, next, cancellationToken) : 0;
            var isLast = nextLength == 0;
            digest.AppendData(current.AsSpan(0, length));
            var sealedBytes = cipher.Encrypt(current.AsSpan(0, length), ChunkPurpose(attachment.Id, index, isLast));
            await SaveAsync(new AttachmentChunk(attachment.Id, index, sealedBytes), cancellationToken);
            if (isLast)
            {
                attachment.Digest = Convert.ToHexStringLower(digest.GetHashAndReset());
                return size;
            }

            (current, next, length) = (next, current, nextLength);
        }
    }

    private static ValueTask<int> FillAsync(Stream bytes, byte[] buffer, CancellationToken cancellationToken) =>
        bytes.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);

    private async Task SaveAsync(object entity, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            _ =>
            {
                database.Add(entity);
                return Task.FromResult(true);
            },
            cancellationToken);
        database.Entry(entity).State = EntityState.Detached;
    }
}
