using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Imi.Kernel.Foundation.Audit.Chain;

/// <summary>A signed record of where the journal ended at a point in time: rewriting the journal later does not change it.</summary>
/// <param name="Kind">What the head states.</param>
/// <param name="Sequence">The sequence number of the last entry.</param>
/// <param name="Hash">The hash of that entry.</param>
/// <param name="Stamp">When it was signed, as written in the line: UTC to the second; only the day in heads of older versions.</param>
internal sealed record SignedHead(SignedHeadKind Kind, long Sequence, string Hash, string Stamp)
{
    private const string StampFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string DayFormat = "yyyy-MM-dd";
    private const int Parts = 6;
    private const int OldParts = 5;

    /// <summary>When it was signed, UTC.</summary>
    public DateTime At =>
        DateTime.ParseExact(
            Stamp,
            (string[])[StampFormat, DayFormat],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
        );

    /// <summary>Formats a point in time as heads write it.</summary>
    public static string StampOf(DateTimeOffset at) => at.UtcDateTime.ToString(StampFormat, CultureInfo.InvariantCulture);

    /// <summary>Signs the head and returns its line: kind, sequence, hash, time, fingerprint of the key, signature.</summary>
    public string Line(ECDsa key)
    {
        var written = $"{Written}|{JournalKeys.FingerprintOf(key)}";
        return $"{written}|{Convert.ToBase64String(key.SignData(Encoding.ASCII.GetBytes(written), HashAlgorithmName.SHA256))}";
    }

    /// <summary>Parses a line and verifies its signature.</summary>
    /// <returns>The head, or the fingerprint of its key if that key is unknown; both null if the line or its signature is invalid.</returns>
    public static (SignedHead? Head, string? UnknownKey) Parse(string line, JournalKeys keys)
    {
        var parts = line.Split('|');
        if (
            parts.Length is not (Parts or OldParts)
            || !Enum.TryParse<SignedHeadKind>(parts[0], out var kind)
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            || !DateTime.TryParseExact(parts[3], (string[])[StampFormat, DayFormat], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)
        )
        {
            return default;
        }

        var head = new SignedHead(kind, sequence, parts[2], parts[3]);
        var signature = parts[^1];
        if (parts.Length == OldParts) // Older versions wrote no fingerprint.
            return keys.All.Any(key => IsSigned(key, head.Written, signature)) ? (head, null) : (null, "unnamed");
        if (keys.Find(parts[4]) is not { } known)
            return (null, parts[4]);
        return IsSigned(known, $"{head.Written}|{parts[4]}", signature) ? (head, null) : default;
    }

    private string Written => string.Create(CultureInfo.InvariantCulture, $"{Kind}|{Sequence}|{Hash}|{Stamp}");

    private static bool IsSigned(ECDsa key, string written, string signature)
    {
        var bytes = new byte[key.GetMaxSignatureSize(DSASignatureFormat.IeeeP1363FixedFieldConcatenation)];
        return Convert.TryFromBase64String(signature, bytes, out var length)
            && key.VerifyData(Encoding.ASCII.GetBytes(written), bytes.AsSpan(0, length), HashAlgorithmName.SHA256);
    }
}

/// <summary>What a signed head states.</summary>
internal enum SignedHeadKind
{
    /// <summary>The journal ended here.</summary>
    Head,

    /// <summary>The database was restored and the journal continues from this entry. Later entries that were signed are lost.</summary>
    Restored,
}
