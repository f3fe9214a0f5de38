using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Imi.Kernel.Audit;

/// <summary>Where the journal ended on a day, signed: whoever rewrites the journal later cannot rewrite this.</summary>
/// <param name="Kind">What is said.</param>
/// <param name="Sequence">The last entry's place.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Day">The day.</param>
internal sealed record SignedHead(SignedHeadKind Kind, long Sequence, string Hash, DateOnly Day)
{
    private const int Parts = 5;

    /// <summary>The head as a signed line.</summary>
    public string Line(ECDsa key) => $"{Written}|{Convert.ToBase64String(key.SignData(Encoding.ASCII.GetBytes(Written), HashAlgorithmName.SHA256))}";

    /// <summary>The head of a line; null where it is none, or another key signed it.</summary>
    public static SignedHead? Parse(string line, ECDsa key)
    {
        var parts = line.Split('|');
        if (parts.Length != Parts
            || !Enum.TryParse<SignedHeadKind>(parts[0], out var kind)
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            || !DateOnly.TryParseExact(parts[3], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return null;
        }

        var head = new SignedHead(kind, sequence, parts[2], day);
        var signature = new byte[key.GetMaxSignatureSize(DSASignatureFormat.IeeeP1363FixedFieldConcatenation)];
        return Convert.TryFromBase64String(parts[4], signature, out var length)
            && key.VerifyData(Encoding.ASCII.GetBytes(head.Written), signature.AsSpan(0, length), HashAlgorithmName.SHA256) ? head : null;
    }

    private string Written => string.Create(CultureInfo.InvariantCulture, $"{Kind}|{Sequence}|{Hash}|{Day:yyyy-MM-dd}");
}

/// <summary>What a signed head says.</summary>
internal enum SignedHeadKind
{
    /// <summary>The journal ended here.</summary>
    Head,

    /// <summary>The database was restored: the journal ends here again, and goes on from here. What was signed beyond is lost.</summary>
    Restored,
}
