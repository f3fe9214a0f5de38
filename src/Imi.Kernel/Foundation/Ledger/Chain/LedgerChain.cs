using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Imi.Kernel.Foundation.Ledger.Chain;

/// <summary>How entries of the ledger are chained, and how they are written as lines of its file.</summary>
internal static class LedgerChain
{
    /// <summary>The one head's key.</summary>
    public const int HeadId = 1;

    private const int Parts = 7;

    /// <summary>What stands before the first entry.</summary>
    public static string FirstHash { get; } = new('0', 64);

    /// <summary>The entry that follows.</summary>
    public static LedgerEntry Next(long sequence, DateTime at, Guid concerned, LedgerAction deed, string rule, string previousHash) =>
        new(sequence, at, concerned, deed, rule, previousHash, HashOf(sequence, at, concerned, deed, rule, previousHash));

    /// <summary>Whether an entry follows another's place and hash, and carries its own.</summary>
    public static bool Follows(LedgerEntry entry, long sequence, string hash) =>
        entry.Sequence == sequence + 1
        && entry.PreviousHash == hash
        && entry.Hash == HashOf(entry.Sequence, entry.At, entry.ConcernedId, entry.Deed, entry.Rule, entry.PreviousHash);

    /// <summary>An entry as a line.</summary>
    public static string Line(LedgerEntry entry) =>
        $"{Written(entry.Sequence, entry.At, entry.ConcernedId, entry.Deed, entry.Rule, entry.PreviousHash)}|{entry.Hash}";

    /// <summary>The entry of a line; null where it is none.</summary>
    public static LedgerEntry? Parse(string line)
    {
        var parts = line.Split('|');
        return
            parts.Length == Parts
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && Guid.TryParseExact(parts[2], "N", out var concerned)
            && Enum.TryParse<LedgerAction>(parts[3], out var deed)
            ? new LedgerEntry(sequence, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime, concerned, deed, parts[4], parts[5], parts[6])
            : null;
    }

    private static string HashOf(long sequence, DateTime at, Guid concerned, LedgerAction deed, string rule, string previousHash) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Written(sequence, at, concerned, deed, rule, previousHash))));

    private static string Written(long sequence, DateTime at, Guid concerned, LedgerAction deed, string rule, string previousHash) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{sequence}|{new DateTimeOffset(at, TimeSpan.Zero).ToUnixTimeMilliseconds()}|{concerned:N}|{deed}|{rule}|{previousHash}"
        );
}
