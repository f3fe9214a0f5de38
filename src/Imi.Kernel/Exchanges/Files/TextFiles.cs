using System.Buffers;
using System.Text;

namespace Imi.Kernel.Exchanges.Files;

/// <summary>Detects texts in UTF-8, UTF-16 with and without a byte order mark, and the Windows code pages.</summary>
internal static class TextFiles
{
    private const int HeadLength = 1_024;

    /// <summary>The beginnings of scripts, markup and other texts that a program would execute or render.</summary>
    private static readonly string[] RunnableBeginnings = ["#!", "<?", "<!", "<html", "<head", "<body", "<svg", "<script", "<%"];

    /// <summary>Common e-mail headers, of which every e-mail has some (RFC 5322).</summary>
    private static readonly string[] EmailHeaders =
    [
        "from",
        "to",
        "date",
        "subject",
        "received",
        "return-path",
        "message-id",
        "mime-version",
        "delivered-to",
        "x-sender",
        "reply-to",
        "cc",
        "sender",
    ];

    private static readonly SearchValues<char> ControlCharacters = SearchValues.Create([
        .. Enumerable
            .Range(0, 0xA0)
            .Select(value => (char)value)
            .Where(character => char.IsControl(character) && character is not ('\t' or '\n' or '\r' or '\f')),
    ]);

    private static readonly SearchValues<byte> ControlBytes = SearchValues.Create([
        .. Enumerable.Range(0, 32).Select(value => (byte)value).Where(value => value is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f')),
        0x7F,
    ]);

    /// <summary>Detects the kind of text; null if the bytes are no text, or one that a program would execute or render.</summary>
    public static FileKind? Of(byte[] content)
    {
        foreach (var (kind, encoding) in ((FileKind, Encoding)[])[(FileKind.Text, new UTF8Encoding(false, throwOnInvalidBytes: true)), .. Utf16Of(content)])
        {
            if (TextOf(content, encoding) is { } text)
                return IsRunnable(text[..Math.Min(text.Length, HeadLength)]) || HasControls(text) ? null : kind;
        }

        // Every byte is a character in some Windows code page; the absence of control characters identifies a text.
        return content.AsSpan().ContainsAny(ControlBytes) || IsRunnable(Encoding.Latin1.GetString(content, 0, Math.Min(content.Length, HeadLength)))
            ? null
            : FileKind.TextOfUnknownCodePage;
    }

    /// <summary>Returns whether a program would execute or render a text with this beginning.</summary>
    public static bool IsRunnable(string beginning)
    {
        var trimmed = beginning.TrimStart('\uFEFF').TrimStart();
        return Array.Exists(RunnableBeginnings, runnable => trimmed.StartsWith(runnable, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Returns whether the file begins with the headers of an e-mail.</summary>
    public static bool IsEmail(byte[] content)
    {
        var head = Encoding.Latin1.GetString(content, 0, Math.Min(content.Length, 16 * HeadLength)).TrimStart('\u00EF', '\u00BB', '\u00BF');
        var known = 0;
        foreach (var line in head.Split('\n'))
        {
            var text = line.TrimEnd('\r');
            if (text.Length == 0)
                break;
            if (text[0] is ' ' or '\t' || text.StartsWith("From ", StringComparison.Ordinal))
                continue;
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || text.AsSpan(0, colon).ContainsAnyExceptInRange('!', '~'))
                return false;
            if (EmailHeaders.Contains(text[..colon], StringComparer.OrdinalIgnoreCase))
                known++;
        }

        return known >= 2;
    }

    /// <summary>Detects UTF-16 by its byte order mark; without one by the zeros that Latin letters, digits and spaces have in every second byte.</summary>
    private static IEnumerable<(FileKind Kind, Encoding Encoding)> Utf16Of(byte[] content)
    {
        var (littleEndian, bigEndian) = (
            new UnicodeEncoding(false, false, throwOnInvalidBytes: true),
            new UnicodeEncoding(true, false, throwOnInvalidBytes: true)
        );
        if (content.Length < 2 || content.Length % 2 != 0)
            yield break;
        if (content is [0xFF, 0xFE, ..])
            yield return (FileKind.TextUtf16, littleEndian);
        else if (content is [0xFE, 0xFF, ..])
            yield return (FileKind.TextUtf16, bigEndian);
        else if (HasZeros(content, 1) && !HasZeros(content, 0))
            yield return (FileKind.TextUtf16LittleEndian, littleEndian);
        else if (HasZeros(content, 0) && !HasZeros(content, 1))
            yield return (FileKind.TextUtf16BigEndian, bigEndian);
    }

    private static bool HasZeros(byte[] content, int offset)
    {
        for (var index = offset; index < content.Length; index += 2)
        {
            if (content[index] == 0)
                return true;
        }

        return false;
    }

    private static string? TextOf(byte[] content, Encoding encoding)
    {
        try
        {
            var text = encoding.GetString(content);
            return encoding is UTF8Encoding && text.Contains('\0', StringComparison.Ordinal) ? null : text; // UTF-16 of Latin letters is valid UTF-8, too.
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool HasControls(string text) => text.AsSpan().ContainsAny(ControlCharacters);
}
