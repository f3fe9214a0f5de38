using System.Security.Cryptography;
using System.Text.Json;
using Imi.Kernel.Foundation.Persistence;

namespace Imi.Hosting;

/// <summary>Describes one half of a backup. It is written last, so a half without a manifest is incomplete.</summary>
public sealed record BackupManifest
{
    /// <summary>The name of the manifest file.</summary>
    internal const string Name = "manifest.json";

    /// <summary>The value of <see cref="Half"/> for the content.</summary>
    internal const string ContentHalf = "content";

    /// <summary>The value of <see cref="Half"/> for the keys.</summary>
    internal const string KeysHalf = "keys";

    private const int KnownFormat = 1;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The version of the manifest format.</summary>
    public int Format { get; init; } = KnownFormat;

    /// <summary>The half of the backup: <c>content</c> or <c>keys</c>.</summary>
    public required string Half { get; init; }

    /// <summary>The time of the backup, UTC.</summary>
    public required DateTime MadeAt { get; init; }

    /// <summary>Identifies the installation: the hash of the first journal entry; empty if there was none yet.</summary>
    public required string Origin { get; init; }

    /// <summary>The last migration of the database.</summary>
    public required string Migration { get; init; }

    /// <summary>The number of exchanges, or of keys of exchanges.</summary>
    public required long Count { get; init; }

    /// <summary>The name of the single file beside the manifest.</summary>
    public required string File { get; init; }

    /// <summary>The SHA-256 hash of that file in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Reads the manifest of one half of a backup.</summary>
    /// <exception cref="ConfigurationProblem">The folder holds no complete backup, or the other half.</exception>
    internal static BackupManifest Read(string folder, string half)
    {
        var path = Path.Combine(folder, Name);
        try
        {
            var manifest = JsonSerializer.Deserialize<BackupManifest>(System.IO.File.ReadAllText(path), Json);
            if (manifest is { Format: KnownFormat } && manifest.Half == half && Path.GetFileName(manifest.File) == manifest.File)
                return manifest;
            throw new ConfigurationProblem(
                manifest?.Format == KnownFormat && manifest.Half != half
                    ? $"'{folder}' holds the {manifest.Half} half of a backup, but the {half} half is expected."
                    : $"'{path}' is not a manifest that this program can read."
            );
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ConfigurationProblem($"'{folder}' holds no complete backup: {wrong.Message}", wrong);
        }
    }

    /// <summary>Writes the manifest atomically to its folder and replaces an earlier one.</summary>
    internal void Write(string folder)
    {
        var path = Path.Combine(folder, Name);
        System.IO.File.WriteAllText(path + ".new", JsonSerializer.Serialize(this, Json));
        System.IO.File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Flushes a file to disk and computes its hash.</summary>
    internal static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }
}
