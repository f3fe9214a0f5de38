using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Imi.Kernel.Foundation.Ledger.Chain;

/// <summary>Chains the entries of the ledger and converts them to and from the lines of its file.</summary>
internal static class LedgerChain
{
    /// <summary>The primary key of the single head.</summary>
    public const int HeadId = 1;

    private const int Parts = 7;

    /// <summary>The previous hash of the first entry: 64 zeros.</summary>
    public static string FirstHash { get; } = new('0', 64);

    /// <summary>Creates the next entry of the chain.</summary>
    public static LedgerEntry Next(long sequence, DateTime at, Guid concerned, LedgerAction action, string rule, string previousHash) =>
        new(sequence, at, concerned, action, rule, previousHash, HashOf(sequence, at, concerned, action, rule, previousHash));

    /// <summary>Whether an entry directly follows the given sequence number and hash, and its own hash matches its content.</summary>
    public static bool Follows(LedgerEntry entry, long sequence, string hash) =>
        entry.Sequence == sequence + 1
        && entry.PreviousHash == hash
        && entry.Hash == HashOf(entry.Sequence, entry.At, entry.ConcernedId, entry.Action, entry.Rule, entry.PreviousHash);

    /// <summary>Formats an entry as a line of the file.</summary>
    public static string Line(LedgerEntry entry) =>
        $"{Written(entry.Sequence, entry.At, entry.ConcernedId, entry.Action, entry.Rule, entry.PreviousHash)}|{entry.Hash}";

    /// <summary>Parses a line without checking its hash; null if it is not an entry.</summary>
    public static LedgerEntry? Parse(string line)
    {
        var parts = line.Split('|');
        return
            parts.Length == Parts
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && Guid.TryParseExact(parts[2], "N", out var concerned)
            && Enum.TryParse<LedgerAction>(parts[3], out var action)
            ? new LedgerEntry(sequence, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime, concerned, action, parts[4], parts[5], parts[6])
            : null;
    }

    private static string HashOf(long sequence, DateTime at, Guid concerned, LedgerAction action, string rule, string previousHash) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Written(sequence, at, concerned, action, rule, previousHash))));

    private static string Written(long sequence, DateTime at, Guid concerned, LedgerAction action, string rule, string previousHash) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{sequence}|{new DateTimeOffset(at, TimeSpan.Zero).ToUnixTimeMilliseconds()}|{concerned:N}|{action}|{rule}|{previousHash}"
        );
}
