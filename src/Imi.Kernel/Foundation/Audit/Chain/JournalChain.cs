using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Unicode;

namespace Imi.Kernel.Foundation.Audit.Chain;

/// <summary>How entries of the journal are chained.</summary>
internal static class JournalChain
{
    /// <summary>The one head's key.</summary>
    public const int HeadId = 1;

    /// <summary>Room for everything of an entry but its texts.</summary>
    private const int LongestRest = 512;

    /// <summary>What stands before the first entry.</summary>
    public static string FirstHash { get; } = new('0', 64);

    /// <summary>
    /// SHA-256 over an entry and the hash before it. Each part stands in a line of its own, texts with their length before
    /// them, so that no two entries are written alike.
    /// </summary>
    public static string HashOf(long sequence, DateTime at, Guid? userId, Guid? authorityId, Guid? exchangeId, string what, string detail, string previousHash)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(sequence, at, userId, authorityId, exchangeId, what, detail, previousHash, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>Whether an entry carries the hash that it should.</summary>
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
                throw new InvalidOperationException("An entry of the journal is longer than its texts.");
            }

            SHA256.HashData(bytes.AsSpan(0, length), hash);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
