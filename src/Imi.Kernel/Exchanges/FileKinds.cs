using System.Text;

namespace Imi.Kernel.Exchanges;

/// <summary>
/// Tells what a file is by its content, whatever it is called. What can carry programs is not taken: executables, scripts,
/// web pages, SVG, archives, documents with macros, and every format not known here.
/// </summary>
internal static class FileKinds
{
    private const int HeadLength = 1_024;

    /// <summary>What looks like the beginning of a text that something else would run or draw.</summary>
    private static readonly string[] RunnableBeginnings = ["#!", "<?", "<!", "<html", "<head", "<body", "<svg", "<script", "<%"];

    /// <summary>What the file is, or why it is not taken.</summary>
    /// <param name="fileName">Its name: the extension must fit the content.</param>
    /// <param name="content">Its bytes; must be seekable. Read from the beginning.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<FileVerdict> OfAsync(string fileName, Stream content, CancellationToken cancellationToken)
    {
        content.Position = 0;
        var buffer = new byte[HeadLength];
        var length = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length == 0)
            return FileVerdict.Refused("file.empty");
        content.Position = 0;
        if (Starts(buffer, "PK\u0003\u0004"u8))
            return Named(fileName, await OfficeFiles.OfAsync(content, cancellationToken));
        if (OfHead(buffer.AsSpan(0, length)) is { } kind)
            return Named(fileName, FileVerdict.Taken(kind));
        return await IsPlainTextAsync(content, buffer.AsMemory(0, length), cancellationToken)
            ? Named(fileName, FileVerdict.Taken(FileKind.Csv.Fits(fileName) ? FileKind.Csv : FileKind.Text))
            : FileVerdict.Refused("file.kind-not-taken");
    }

    private static FileVerdict Named(string fileName, FileVerdict verdict) =>
        verdict.Kind is { } kind && !kind.Fits(fileName) ? FileVerdict.Refused("file.not-what-its-name-says") : verdict;

    private static FileKind? OfHead(ReadOnlySpan<byte> head)
    {
        if (Starts(head, "%PDF-"u8))
            return FileKind.Pdf;
        if (Starts(head, [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
            return FileKind.Png;
        if (Starts(head, [0xFF, 0xD8, 0xFF]))
            return FileKind.Jpeg;
        if (Starts(head, "GIF87a"u8) || Starts(head, "GIF89a"u8))
            return FileKind.Gif;
        return Starts(head, [(byte)'I', (byte)'I', 42, 0]) || Starts(head, [(byte)'M', (byte)'M', 0, 42]) ? FileKind.Tiff : null;
    }

    private static bool Starts(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> beginning) => bytes.StartsWith(beginning);

    /// <summary>Whether all of it is UTF-8 without control characters, and its beginning is nothing that runs or draws.</summary>
    private static async Task<bool> IsPlainTextAsync(Stream content, ReadOnlyMemory<byte> head, CancellationToken cancellationToken)
    {
        var beginning = Encoding.UTF8.GetString(head.Span).TrimStart('\uFEFF').TrimStart();
        if (Array.Exists(RunnableBeginnings, runnable => beginning.StartsWith(runnable, StringComparison.OrdinalIgnoreCase)))
            return false;
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var bytes = new byte[AttachmentStore.ChunkLength];
        var characters = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
        try
        {
            int read;
            do
            {
                read = await content.ReadAsync(bytes, cancellationToken);
                var count = decoder.GetChars(bytes.AsSpan(0, read), characters, flush: read == 0);
                foreach (var character in characters.AsSpan(0, count))
                {
                    if (char.IsControl(character) && character is not ('\t' or '\n' or '\r' or '\f'))
                        return false;
                }
            }
            while (read > 0);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }

        return true;
    }
}

/// <summary>What a file is, or why it is not taken.</summary>
/// <param name="Kind">The kind; null where it is not taken.</param>
/// <param name="Refusal">The text's key, below <c>file</c>; null where it is taken.</param>
internal sealed record FileVerdict(FileKind? Kind, string? Refusal)
{
    public static FileVerdict Taken(FileKind kind) => new(kind, null);

    public static FileVerdict Refused(string key) => new(null, key);
}
