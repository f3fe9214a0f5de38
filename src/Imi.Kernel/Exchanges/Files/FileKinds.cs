using System.Text;

namespace Imi.Kernel.Exchanges.Files;

/// <summary>
/// Detects the kind of a file from its content, which must fit its name. Refuses executables, scripts, web pages, SVG, archives, office
/// documents and PDFs with active content or a password, and all unknown formats.
/// </summary>
internal static class FileKinds
{
    /// <summary>PDF readers accept a header within this number of bytes; document scanners write their own lines before it.</summary>
    private const int PdfHeaderWithin = 1_024;

    /// <summary>Detects the kind of a file, or the reason for refusing it.</summary>
    /// <param name="fileName">Its name; the extension must fit the content.</param>
    /// <param name="content">All of its bytes.</param>
    public static FileVerdict Of(string fileName, byte[] content)
    {
        if (content.Length == 0)
            return FileVerdict.Refused("file.empty");
        var verdict = OfContent(fileName, content);
        return verdict.Kind is { } kind && !kind.Fits(fileName) ? FileVerdict.Refused("file.not-what-its-name-says") : verdict;
    }

    /// <summary>Returns whether bytes begin like a program of Windows, Linux or macOS, a Windows shortcut, or a script with a shebang line.</summary>
    public static bool IsProgram(ReadOnlySpan<byte> head) =>
        head.StartsWith("MZ"u8)
        || head.StartsWith("\u007fELF"u8)
        || head.StartsWith("#!"u8)
        || head.StartsWith((ReadOnlySpan<byte>)[0xCF, 0xFA, 0xED, 0xFE])
        || head.StartsWith((ReadOnlySpan<byte>)[0xCA, 0xFE, 0xBA, 0xBE])
        || head.StartsWith((ReadOnlySpan<byte>)[0x4C, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00]);

    private static FileVerdict OfContent(string fileName, byte[] content)
    {
        if (content.AsSpan().StartsWith("PK\u0003\u0004"u8))
            return OfficeFiles.Of(fileName, content);
        if (CompoundFiles.IsOne(content))
            return CompoundFiles.Of(content);
        if (PictureOf(content) is { } picture)
            return FileVerdict.Accepted(picture);
        if (SignedFiles.Of(fileName, content) is { } signed)
            return signed;
        var pdf = content.AsSpan(0, Math.Min(content.Length, PdfHeaderWithin)).IndexOf("%PDF-"u8);
        if (pdf >= 0 && !IsProgram(content) && !TextFiles.IsRunnable(Encoding.Latin1.GetString(content, 0, pdf)))
            return PdfFiles.Of(content);
        if (FileKind.Email.Fits(fileName) && TextFiles.IsEmail(content))
            return FileVerdict.Accepted(FileKind.Email);
        return TextFiles.Of(content) is { } text
            ? FileVerdict.Accepted(FileKind.Csv.Fits(fileName) ? FileKind.Csv : text)
            : FileVerdict.Refused("file.kind-not-taken");
    }

    private static FileKind? PictureOf(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
            return FileKind.Png;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return FileKind.Jpeg;
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8))
            return FileKind.Gif;
        if (head.StartsWith("RIFF"u8) && head.Length >= 12 && head[8..12].SequenceEqual("WEBP"u8))
            return FileKind.WebP;
        if (head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8) && IsHeicBrand(head[8..12]))
            return FileKind.Heic;
        return head.StartsWith("II\u002a\0"u8) || head.StartsWith("MM\0\u002a"u8) ? FileKind.Tiff : null;
    }

    private static bool IsHeicBrand(ReadOnlySpan<byte> brand) =>
        brand.SequenceEqual("heic"u8)
        || brand.SequenceEqual("heix"u8)
        || brand.SequenceEqual("heim"u8)
        || brand.SequenceEqual("mif1"u8)
        || brand.SequenceEqual("msf1"u8);
}
