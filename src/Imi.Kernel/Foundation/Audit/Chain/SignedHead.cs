using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Imi.Kernel.Foundation.Audit.Chain;

/// <summary>Where the journal ended at a moment, signed: who rewrites the journal later cannot rewrite this.</summary>
/// <param name="Kind">What is said.</param>
/// <param name="Sequence">The last entry's place.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Stamp">When, as it is written: UTC to the second; only the day in heads of older versions.</param>
internal sealed record SignedHead(SignedHeadKind Kind, long Sequence, string Hash, string Stamp)
{
    private const string StampFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string DayFormat = "yyyy-MM-dd";
    private const int Parts = 6;
    private const int OldParts = 5;

    /// <summary>When, UTC.</summary>
    public DateTime At =>
        DateTime.ParseExact(
            Stamp,
            (string[])[StampFormat, DayFormat],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
        );

    /// <summary>A moment as heads write it.</summary>
    public static string StampOf(DateTimeOffset at) => at.UtcDateTime.ToString(StampFormat, CultureInfo.InvariantCulture);

    /// <summary>The head as a signed line: kind, place, hash, moment, the key's fingerprint, the signature.</summary>
    public string Line(ECDsa key)
    {
        var written = $"{Written}|{JournalKeys.FingerprintOf(key)}";
        return $"{written}|{Convert.ToBase64String(key.SignData(Encoding.ASCII.GetBytes(written), HashAlgorithmName.SHA256))}";
    }

    /// <summary>Reads a line.</summary>
    /// <returns>The head; and by which key it says that it was signed, where that is none of the keys.</returns>
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
        if (parts.Length == OldParts) // An older version's, which does not say by which key.
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

/// <summary>What a signed head says.</summary>
internal enum SignedHeadKind
{
    /// <summary>The journal ended here.</summary>
    Head,

    /// <summary>The database was restored: the journal ends here again, and goes on from here. What was signed beyond is lost.</summary>
    Restored,
}
