using System.Security.Cryptography;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges.Files;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>
/// Stores the bytes of attachments encrypted and in chunks, each in its own short transaction, so that a large or slow upload blocks no other
/// writers and needs little memory. After the last chunk the file is checked as a whole in memory, a few files at a time. No part of a file is
/// ever on disk in clear.
/// </summary>
public sealed class AttachmentStore(ImiDbContext database, IEnumerable<IMalwareScanner> scanners)
{
    /// <summary>The largest file in bytes.</summary>
    internal const long LargestFile = 20L * 1024 * 1024;

    /// <summary>The largest number of files in an exchange, without withdrawn ones.</summary>
    internal const int MostFiles = 100;

    /// <summary>The largest total size of the files in an exchange, in bytes.</summary>
    internal const long LargestTotal = 250L * 1024 * 1024;

    /// <summary>The text key of the error if the malware scanner does not answer. The same file may be accepted later.</summary>
    internal const string ScannerAway = "file.scanner-away";

    /// <summary>The text key of the error if the malware scanner found malware.</summary>
    internal const string Malware = "file.malware";

    /// <summary>The length of every chunk but the last, in bytes.</summary>
    internal const int ChunkLength = 256 * 1024;

    /// <summary>Limits the concurrent checks, because each holds a whole file in memory.</summary>
    private static readonly SemaphoreSlim Checks = new(4);

    /// <summary>
    /// Reads a file once, stores it and checks it. The attachment remains incomplete: the caller must complete or remove it. The database
    /// context must hold no changes.
    /// </summary>
    /// <returns>The error, in which case nothing of the file is kept; null if the file is accepted.</returns>
    internal async Task<FieldError?> WriteAsync(Attachment attachment, string name, Stream bytes, ExchangeCipher cipher, CancellationToken cancellationToken)
    {
        attachment.NameCipher = cipher.EncryptText(name, NamePurpose(attachment.Id));
        var isKept = false;
        try
        {
            var (size, whole) = await WriteChunksAsync(attachment, bytes, cipher, cancellationToken);
            if (size > LargestFile)
                return new FieldError("file", "file.too-large", "most", LargestFile);
            attachment.Size = size;
            if (await CheckAsync(attachment, name, whole, cipher, cancellationToken) is { } wrong)
                return wrong;
            isKept = true;
            return null;
        }
        finally
        {
            if (!isKept)
                await database.WriteAsync(stop => RemoveAsync(attachment.Id, stop), CancellationToken.None);
        }
    }

    /// <summary>Opens a complete attachment for reading. Copying it disposes the cipher, also if it fails.</summary>
    internal FileContent Open(Attachment attachment, ExchangeCipher cipher)
    {
        var name = cipher.DecryptText(attachment.NameCipher, NamePurpose(attachment.Id));
        var kind = FileKind.Of(attachment.ContentType);
        return new FileContent(
            name,
            kind?.ServedAs ?? attachment.ContentType,
            attachment.Size,
            kind?.MayShowInline ?? false,
            async (target, cancellationToken) =>
            {
                using (cipher)
                {
                    await using var stored = new AttachmentStream(database, attachment, cipher);
                    await stored.CopyToAsync(target, ChunkLength, cancellationToken);
                }
            }
        );
    }

    /// <summary>Decrypts the name of an attachment.</summary>
    internal static string NameOf(Attachment attachment, ExchangeCipher cipher) => cipher.DecryptText(attachment.NameCipher, NamePurpose(attachment.Id));

    /// <summary>Removes an attachment and its bytes.</summary>
    internal Task RemoveAsync(Guid attachmentId, CancellationToken cancellationToken) =>
        database.Set<Attachment>().Where(file => file.Id == attachmentId).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Removes the attachments whose upload began before a time and is still incomplete.</summary>
    /// <returns>The number of attachments.</returns>
    internal Task<int> RemoveIncompleteAsync(DateTime before, CancellationToken cancellationToken) =>
        database.WriteAsync(stop => Incomplete(database, before).ExecuteDeleteAsync(stop), cancellationToken);

    /// <summary>Finds the attachments whose upload began before a time and is still incomplete.</summary>
    internal static IQueryable<Attachment> Incomplete(ImiDbContext database, DateTime before) =>
        database.Set<Attachment>().Where(file => !file.IsComplete && file.CreatedAt < before);

    /// <summary>Binds a chunk to its file and position when it is encrypted. Marks the last chunk, so that a truncated file cannot be decrypted.</summary>
    internal static string ChunkPurpose(Guid attachmentId, int index, bool isLast) => $"file/{attachmentId}/{index}{(isLast ? "/last" : "")}";

    private static string NamePurpose(Guid attachmentId) => $"file/{attachmentId}/name";

    /// <summary>Deletes the bytes of attachments; their entries stay.</summary>
    internal Task DestroyBytesAsync(IReadOnlyCollection<Guid> attachmentIds, CancellationToken cancellationToken) =>
        database.Set<AttachmentChunk>().Where(chunk => attachmentIds.Contains(chunk.AttachmentId)).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Checks whether an exchange can take one more file.</summary>
    /// <param name="exchangeId">The exchange.</param>
    /// <param name="size">The size of the file in bytes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The error; null if it can.</returns>
    internal async Task<FieldError?> FullAsync(Guid exchangeId, long size, CancellationToken cancellationToken)
    {
        var sizes = await Kept(database, exchangeId).Select(file => file.Size).ToListAsync(cancellationToken);
        if (sizes.Count >= MostFiles)
            return new FieldError("file", "file.too-many", "most", MostFiles);
        return sizes.Sum() + size > LargestTotal ? new FieldError("file", "file.too-much-together", "most", LargestTotal / (1024 * 1024)) : null;
    }

    /// <summary>Finds the files of an exchange that can be opened.</summary>
    internal static IQueryable<Attachment> Kept(ImiDbContext database, Guid exchangeId) =>
        database.Set<Attachment>().Where(file => file.ExchangeId == exchangeId && file.IsComplete && file.WithdrawnAt == null);

    /// <summary>Decrypts the reason for which an attachment was withdrawn; empty if there is none.</summary>
    internal static string WithdrawalReasonOf(Attachment attachment, ExchangeCipher cipher) =>
        attachment.WithdrawalReasonCipher.Length == 0 ? "" : cipher.DecryptText(attachment.WithdrawalReasonCipher, ReasonPurpose(attachment.Id));

    /// <summary>Binds the reason of a withdrawal to its file when it is encrypted.</summary>
    internal static string ReasonPurpose(Guid attachmentId) => $"file/{attachmentId}/withdrawal";

    /// <summary>Checks the kind of a stored file, scans it for malware, and removes the location from a picture.</summary>
    /// <param name="attachment">The stored file.</param>
    /// <param name="name">Its name.</param>
    /// <param name="whole">Its bytes if they are still in memory; null to read them again.</param>
    /// <param name="cipher">The cipher of the exchange.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    private async Task<FieldError?> CheckAsync(Attachment attachment, string name, byte[]? whole, ExchangeCipher cipher, CancellationToken cancellationToken)
    {
        var bytes = whole ?? new byte[attachment.Size];
        await using Stream stored = whole is null ? new AttachmentStream(database, attachment, cipher) : new MemoryStream(whole, writable: false);
        await Checks.WaitAsync(cancellationToken);
        try
        {
            if (whole is null)
                await stored.ReadExactlyAsync(bytes, cancellationToken);
            var verdict = FileKinds.Of(name, bytes);
            if (verdict.Kind is not { } kind)
                return new FieldError("file", verdict.Refusal!);
            attachment.ContentType = kind.ContentType;
            foreach (var scanner in scanners)
            {
                stored.Position = 0;
                if (await scanner.ScanAsync(stored, cancellationToken) is var result && result != ScanResult.Clean)
                    return new FieldError("file", result == ScanResult.Malware ? Malware : ScannerAway);
            }

            return kind.IsPicture ? await RemovePositionAsync(attachment, bytes, cipher, cancellationToken) : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            Checks.Release();
        }
    }

    private async Task<FieldError?> RemovePositionAsync(Attachment attachment, byte[] picture, ExchangeCipher cipher, CancellationToken cancellationToken)
    {
        attachment.IsPositionRemoved = PicturePosition.Remove(picture);
        if (PicturePosition.IsIn(picture))
            return new FieldError("file", "file.has-position");
        if (!attachment.IsPositionRemoved)
            return null;
        var last = (picture.Length - 1) / ChunkLength;
        for (var index = 0; index <= last; index++)
        {
            var piece = picture.AsSpan(index * ChunkLength, Math.Min(ChunkLength, picture.Length - (index * ChunkLength)));
            var sealedBytes = cipher.Encrypt(piece, ChunkPurpose(attachment.Id, index, index == last));
            var place = index;
            await database.WriteAsync(
                stop =>
                    database
                        .Set<AttachmentChunk>()
                        .Where(chunk => chunk.AttachmentId == attachment.Id && chunk.Index == place)
                        .ExecuteUpdateAsync(change => change.SetProperty(chunk => chunk.Cipher, sealedBytes), stop),
                cancellationToken
            );
        }

        return null;
    }

    /// <summary>Stores the attachment and its chunks, reading one ahead to detect the last. Stops once the file is too large.</summary>
    /// <returns>The number of bytes read, and the bytes themselves if they fit into one chunk.</returns>
    private async Task<(long Size, byte[]? Whole)> WriteChunksAsync(
        Attachment attachment,
        Stream bytes,
        ExchangeCipher cipher,
        CancellationToken cancellationToken
    )
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (current, next) = (new byte[ChunkLength], new byte[ChunkLength]);
        var length = await FillAsync(bytes, current, cancellationToken);
        var size = 0L;
        for (var index = 0; ; index++)
        {
            size += length;
            if (size > LargestFile)
                return (size, null);
            var nextLength = length == ChunkLength ? await FillAsync(bytes, next, cancellationToken) : 0;
            var isLast = nextLength == 0;
            digest.AppendData(current.AsSpan(0, length));
            var sealedBytes = cipher.Encrypt(current.AsSpan(0, length), ChunkPurpose(attachment.Id, index, isLast));
            var chunk = new AttachmentChunk(attachment.Id, index, sealedBytes);
            await SaveAsync(index == 0 ? [attachment, chunk] : [chunk], cancellationToken);
            if (isLast)
            {
                attachment.Digest = Convert.ToHexStringLower(digest.GetHashAndReset());
                return (size, index == 0 ? current[..length] : null);
            }

            (current, next, length) = (next, current, nextLength);
        }
    }

    private static ValueTask<int> FillAsync(Stream bytes, byte[] buffer, CancellationToken cancellationToken) =>
        bytes.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);

    private async Task SaveAsync(IReadOnlyList<object> entities, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            _ =>
            {
                database.AddRange(entities);
                return Task.CompletedTask;
            },
            cancellationToken
        );
        foreach (var entity in entities)
            database.Entry(entity).State = EntityState.Detached;
    }
}
