using System.IO.Compression;
using System.Text;
using Imi.Kernel.Forms;

namespace Imi.Kernel.Authoring;

/// <summary>
/// Reads a module's folder out of a ZIP archive. Takes definitions alone: what would leave the folder, unfold to more than a
/// module can be, or bring code is refused with a sentence that names it. Nothing is written anywhere.
/// </summary>
public static class ModuleArchive
{
    /// <summary>The largest archive in bytes.</summary>
    public const int MostBytes = 2 * 1024 * 1024;

    private const int MostUnpackedBytes = 6 * 1024 * 1024;
    private const int MostFileBytes = 1024 * 1024;
    private const int MostEntries = 500;
    private const int UnixKind = 0xF000;
    private const int UnixFile = 0x8000;
    private const int UnixFolder = 0x4000;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly string[] Folders = ["procedures", "forms", "forms/blocks", "texts"];
    private static readonly string[] Roots = ["module.yaml", "guide.yaml", "keywords.yaml"];

    /// <summary>What file managers add on their own.</summary>
    private static readonly string[] Litter = [".DS_Store", "Thumbs.db", "desktop.ini"];

    /// <summary>Reads an archive.</summary>
    /// <returns>The files, path to content; or why it is refused.</returns>
    public static async Task<(IReadOnlyDictionary<string, string>? Files, FieldError? Refusal)> ReadAsync(Stream archive, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        if (!await CopyAsync(archive, bytes, MostBytes, cancellationToken))
            return (null, Refused("too-large", "most", MostBytes / 1024 / 1024));
        try
        {
            await using var zip = new ZipArchive(bytes, ZipArchiveMode.Read);
            return await ReadAsync(zip, cancellationToken);
        }
        catch (Exception broken) when (broken is InvalidDataException or NotSupportedException or EndOfStreamException or ArgumentException)
        {
            return (null, Refused("not-a-zip"));
        }
    }

    private static async Task<(IReadOnlyDictionary<string, string>? Files, FieldError? Refusal)> ReadAsync(ZipArchive zip, CancellationToken cancellationToken)
    {
        if (zip.Entries.Count > MostEntries)
            return (null, Refused("too-many", "most", MostEntries));
        var entries = zip.Entries.Where(entry => !IsLitter(entry.FullName)).ToList();
        if (entries.Select(Wrong).FirstOrDefault(wrong => wrong is not null) is { } leaving)
            return (null, leaving);

        // A folder is packed with its own name in front, or without.
        var files = entries.Where(entry => !entry.FullName.EndsWith('/')).ToList();
        var root = files.Select(entry => entry.FullName).Where(name => name == "module.yaml" || name.EndsWith("/module.yaml", StringComparison.Ordinal)).MinBy(name => name.Length);
        if (root is null)
            return (null, Refused("no-module"));
        var folder = root[..^"module.yaml".Length];
        var contents = new Dictionary<string, string>(StringComparer.Ordinal);
        long left = MostUnpackedBytes;
        foreach (var entry in files)
        {
            var path = entry.FullName.StartsWith(folder, StringComparison.Ordinal) ? entry.FullName[folder.Length..] : "";
            if (!IsDefinition(path))
                return (null, Refused(IsCode(entry.FullName) ? "code" : "not-a-definition", "file", entry.FullName));
            using var unpacked = new MemoryStream();
            await using var packed = await entry.OpenAsync(cancellationToken);

            // What the entry says of its size is not believed: it is read no further than a definition goes.
            if (!await CopyAsync(packed, unpacked, (int)Math.Min(left, MostFileBytes), cancellationToken))
                return (null, Refused("file-too-large", "file", entry.FullName));
            left -= unpacked.Length;
            if (TextOf(unpacked) is not { } text)
                return (null, Refused("not-text", "file", entry.FullName));
            if (!contents.TryAdd(path, text))
                return (null, Refused("twice", "file", entry.FullName));
        }

        return (contents, null);
    }

    private static FieldError? Wrong(ZipArchiveEntry entry)
    {
        var name = entry.FullName;
        var kind = (entry.ExternalAttributes >> 16) & UnixKind;
        if (kind is not (0 or UnixFile or UnixFolder))
            return Refused("link", "file", name);
        return name.StartsWith('/') || name.Contains('\\', StringComparison.Ordinal) || name.Contains(':', StringComparison.Ordinal) || name.Any(char.IsControl)
            || name.TrimEnd('/').Split('/').Any(part => part is "" or "." or "..")
            ? Refused("leaves-folder", "file", name)
            : null;
    }

    private static bool IsDefinition(string path)
    {
        var slash = path.LastIndexOf('/');
        return path.EndsWith(".yaml", StringComparison.Ordinal) && (slash < 0 ? Roots.Contains(path) : Folders.Contains(path[..slash]));
    }

    private static bool IsCode(string name) =>
        Path.GetExtension(name).ToLowerInvariant() is ".dll" or ".exe" or ".cs" or ".csproj" or ".so" or ".dylib" or ".sh" or ".ps1" or ".js" or ".cshtml" or ".bat" or ".cmd" or ".jar" or ".py";

    private static bool IsLitter(string name) =>
        name.StartsWith("__MACOSX/", StringComparison.Ordinal) || Litter.Contains(name.Split('/')[^1]);

    private static string? TextOf(MemoryStream content)
    {
        try
        {
            var text = Utf8.GetString(content.GetBuffer(), 0, (int)content.Length).TrimStart('\uFEFF');
            return text.Contains('\0', StringComparison.Ordinal) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static async Task<bool> CopyAsync(Stream from, MemoryStream to, int most, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        for (int read; (read = await from.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (to.Length + read > most)
                return false;
            to.Write(buffer, 0, read);
        }

        to.Position = 0;
        return true;
    }

    private static FieldError Refused(string why) => new("archive", $"authoring.archive.{why}");

    private static FieldError Refused(string why, string name, object value) => new("archive", $"authoring.archive.{why}", name, value);
}
