using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Unicode;

namespace Imi.Kernel.Foundation.Audit.Chain;

/// <summary>Computes and checks the hashes that chain the entries of the journal.</summary>
internal static class JournalChain
{
    /// <summary>The primary key of the single head.</summary>
    public const int HeadId = 1;

    /// <summary>Buffer space in bytes for all parts of an entry except its texts.</summary>
    private const int LongestRest = 512;

    /// <summary>The previous hash of the first entry: 64 zeros.</summary>
    public static string FirstHash { get; } = new('0', 64);

    /// <summary>
    /// Computes SHA-256 over an entry and the previous hash, as lower-case hexadecimal. Each part is hashed on its own line, and each text
    /// with its length as a prefix, so that no two entries have the same input.
    /// </summary>
    public static string HashOf(long sequence, DateTime at, Guid? userId, Guid? authorityId, Guid? exchangeId, string what, string detail, string previousHash)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(sequence, at, userId, authorityId, exchangeId, what, detail, previousHash, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>Whether the hash stored in an entry matches its content.</summary>
    public static bool IsRight(JournalEntry entry)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<char> written = stackalloc char[2 * SHA256.HashSizeInBytes];
        Hash(entry.Sequence, entry.At, entry.UserId, entry.AuthorityId, entry.ExchangeId, entry.What, entry.Detail, entry.PreviousHash, hash);
        return Convert.TryToHexStringLower(hash, written, out _) && written.SequenceEqual(entry.Hash);
    }

    private static void Hash(
        long sequence,
        DateTime at,
        Guid? userId,
        Guid? authorityId,
        Guid? exchangeId,
        string what,
        string detail,
        string previousHash,
        Span<byte> hash
    )
    {
        var milliseconds = new DateTimeOffset(at, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var bytes = ArrayPool<byte>.Shared.Rent(LongestRest + (3 * (what.Length + detail.Length + previousHash.Length)));
        try
        {
            if (
                !Utf8.TryWrite(
                    bytes,
                    CultureInfo.InvariantCulture,
                    $"{sequence}\n{milliseconds}\n{userId:N}\n{authorityId:N}\n{exchangeId:N}\n{what.Length}:{what}\n{detail.Length}:{detail}\n{previousHash}",
                    out var length
                )
            )
            {
                throw new InvalidOperationException("A journal entry does not fit into the hash buffer.");
            }

            SHA256.HashData(bytes.AsSpan(0, length), hash);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
