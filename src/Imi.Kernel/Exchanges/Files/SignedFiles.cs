using System.Text;

namespace Imi.Kernel.Exchanges.Files;

/// <summary>Detects signatures and signed data in the Cryptographic Message Syntax (RFC 5652): <c>.p7m</c> and <c>.p7s</c>.</summary>
internal static class SignedFiles
{
    private const int HeadLength = 64;

    /// <summary>The object identifier of signed data, 1.2.840.113549.1.7.2, as DER.</summary>
    private static readonly byte[] SignedData = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];

    /// <summary>The object identifier of encrypted (enveloped) data, 1.2.840.113549.1.7.3, as DER.</summary>
    private static readonly byte[] EnvelopedData = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x03];

    /// <summary>Checks a file in binary form or as Base64, with or without PEM lines; null if it is neither signed nor enveloped data.</summary>
    public static FileVerdict? Of(string fileName, byte[] content)
    {
        var head = content.AsSpan(0, Math.Min(content.Length, HeadLength));
        if (head[0] != 0x30)
            head = Decoded(content);
        if (head.Length == 0 || head[0] != 0x30)
            return null;
        if (head.IndexOf(SignedData) is > 0 and < 12)
            return FileVerdict.Accepted(FileKind.Signature.Fits(fileName) ? FileKind.Signature : FileKind.SignedData);
        return head.IndexOf(EnvelopedData) is > 0 and < 12 ? FileVerdict.Refused("file.password") : null;
    }

    private static byte[] Decoded(byte[] content)
    {
        var text = Encoding.ASCII.GetString(content, 0, Math.Min(content.Length, 4 * HeadLength)).TrimStart();
        if (text.StartsWith("-----BEGIN", StringComparison.Ordinal))
            text = text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        text = string.Concat(text.Where(character => !char.IsWhiteSpace(character)))[
            ..Math.Min(HeadLength, text.Count(character => !char.IsWhiteSpace(character)))
        ];
        var bytes = new byte[HeadLength];
        return Convert.TryFromBase64String(text[..(text.Length / 4 * 4)], bytes, out var length) ? bytes[..length] : [];
    }
}
