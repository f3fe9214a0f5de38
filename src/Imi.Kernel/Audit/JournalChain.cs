using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Imi.Kernel.Audit;

/// <summary>How entries of the journal are chained.</summary>
internal static class JournalChain
{
    /// <summary>The one head's key.</summary>
    public const int HeadId = 1;

    /// <summary>What stands before the first entry.</summary>
    public static string FirstHash { get; } = new('0', 64);

    /// <summary>
    /// SHA-256 over an entry and the hash before it. Each part stands in a line of its own, texts with their length before
    /// them, so that no two entries are written alike.
    /// </summary>
    public static string HashOf(
        long sequence, DateTime at, Guid? userId, Guid? authorityId, Guid? exchangeId, string what, string detail, string previousHash)
    {
        var milliseconds = new DateTimeOffset(at, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var canonical = string.Create(
            CultureInfo.InvariantCulture,
            $"{sequence}\n{milliseconds}\n{userId:N}\n{authorityId:N}\n{exchangeId:N}\n{what.Length}:{what}\n{detail.Length}:{detail}\n{previousHash}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
    }

    /// <summary>The hash that an entry should carry.</summary>
    public static string HashOf(JournalEntry entry) => HashOf(
        entry.Sequence, entry.At, entry.UserId, entry.AuthorityId, entry.ExchangeId, entry.What, entry.Detail, entry.PreviousHash);
}
