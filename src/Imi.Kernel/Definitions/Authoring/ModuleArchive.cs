using System.IO.Compression;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Definitions.Authoring;

/// <summary>
/// Reads a module's folder from a ZIP archive in memory. Accepts only definition files; refuses code, paths that leave the folder, and archives that exceed the
/// limits when unpacked.
/// </summary>
public static class ModuleArchive
{
    /// <summary>The largest archive in bytes.</summary>
    public const int MostBytes = 2 * 1024 * 1024;

    private const int UnixKind = 0xF000;
    private const int UnixFile = 0x8000;
    private const int UnixFolder = 0x4000;

    /// <summary>Files that file managers add by themselves.</summary>
    private static readonly string[] Litter = [".DS_Store", "Thumbs.db", "desktop.ini"];

    /// <summary>Reads an archive.</summary>
    /// <returns>The files as path to content, or the reason for refusal.</returns>
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
        if (zip.Entries.Count > ModuleFiles.MostFiles)
            return (null, Refused("too-many", "most", ModuleFiles.MostFiles));
        var entries = zip.Entries.Where(entry => !IsLitter(entry.FullName)).ToList();
        if (entries.Find(entry => entry.IsEncrypted) is { } secret)
            return (null, Refused("encrypted", "file", secret.FullName));
        if (entries.Select(Wrong).FirstOrDefault(wrong => wrong is not null) is { } leaving)
            return (null, leaving);

        // The archive may contain the module's folder or only its contents.
        var files = entries.Where(entry => !NameOf(entry).EndsWith('/')).ToList();
        var root = files
            .Select(NameOf)
            .Where(name => name == "module.yaml" || name.EndsWith("/module.yaml", StringComparison.Ordinal))
            .MinBy(name => name.Length);
        if (root is null)
            return (
                null,
                files.Find(entry => Path.GetFileName(NameOf(entry)) == "module.yml") is { } misnamed
                    ? Refused("misnamed", "file", misnamed.FullName)
                    : Refused("no-module")
            );
        var folder = root[..^"module.yaml".Length];
        var contents = new Dictionary<string, string>(StringComparer.Ordinal);
        long left = ModuleFiles.MostBytes;
        foreach (var entry in files)
        {
            var path = NameOf(entry).StartsWith(folder, StringComparison.Ordinal) ? NameOf(entry)[folder.Length..] : "";
            if (!ModuleFiles.IsDefinition(path))
                return (
                    null,
                    Refused(
                        IsCode(entry.FullName) ? "code"
                            : ModuleFiles.IsMisnamed(path) ? "misnamed"
                            : "not-a-definition",
                        "file",
                        entry.FullName
                    )
                );
            using var unpacked = new MemoryStream();
            await using var packed = await entry.OpenAsync(cancellationToken);

            // The declared entry size cannot be trusted, so the copy itself is limited.
            if (!await CopyAsync(packed, unpacked, (int)Math.Min(left, ModuleFiles.MostFileBytes), cancellationToken))
                return (
                    null,
                    left <= ModuleFiles.MostFileBytes
                        ? Refused("too-large-unpacked", "most", ModuleFiles.MostBytes / 1024 / 1024)
                        : new FieldError(
                            "archive",
                            "authoring.archive.file-too-large",
                            new Dictionary<string, object?>(StringComparer.Ordinal)
                            {
                                ["file"] = entry.FullName,
                                ["most"] = ModuleFiles.MostFileBytes / 1024 / 1024,
                            }
                        )
                );
            left -= unpacked.Length;
            if (ModuleFiles.TextOf(unpacked.GetBuffer().AsSpan(0, (int)unpacked.Length), out var line) is not { } text)
                return (
                    null,
                    new FieldError(
                        "archive",
                        "authoring.archive.not-text",
                        new Dictionary<string, object?>(StringComparer.Ordinal) { ["file"] = entry.FullName, ["line"] = line }
                    )
                );
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
        return
            NameOf(entry).StartsWith('/')
            || name.Contains(':', StringComparison.Ordinal)
            || name.Any(char.IsControl)
            || NameOf(entry).TrimEnd('/').Split('/').Any(part => part is "" or "." or "..")
            ? Refused("leaves-folder", "file", name)
            : null;
    }

    /// <summary>Returns an entry's name with forward slashes; some Windows programs write backslashes.</summary>
    private static string NameOf(ZipArchiveEntry entry) => entry.FullName.Replace('\\', '/');

    private static bool IsCode(string name) =>
        Path.GetExtension(name).ToLowerInvariant()
            is ".dll"
                or ".exe"
                or ".cs"
                or ".csproj"
                or ".so"
                or ".dylib"
                or ".sh"
                or ".ps1"
                or ".js"
                or ".cshtml"
                or ".bat"
                or ".cmd"
                or ".jar"
                or ".py";

    private static bool IsLitter(string name) => name.StartsWith("__MACOSX/", StringComparison.Ordinal) || Litter.Contains(name.Split('/', '\\')[^1]);

    private static async Task<bool> CopyAsync(Stream from, MemoryStream to, int most, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        for (int read; (read = await from.ReadAsync(buffer, cancellationToken)) > 0; )
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
