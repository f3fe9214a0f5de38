using System.Security.Cryptography;
using System.Text.Json;
using Imi.Kernel.Foundation.Persistence;

namespace Imi.Hosting;

/// <summary>What one half of a backup holds: written last, so that a half without it was cut off.</summary>
public sealed record BackupManifest
{
    /// <summary>Its name in the folder.</summary>
    internal const string Name = "manifest.json";

    /// <summary>The half of content.</summary>
    internal const string ContentHalf = "content";

    /// <summary>The half of keys.</summary>
    internal const string KeysHalf = "keys";

    private const int KnownFormat = 1;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The version of this form.</summary>
    public int Format { get; init; } = KnownFormat;

    /// <summary>Which half: <c>content</c> or <c>keys</c>.</summary>
    public required string Half { get; init; }

    /// <summary>The moment of which the copy is, UTC.</summary>
    public required DateTime MadeAt { get; init; }

    /// <summary>Tells databases apart: the hash of the journal's first entry; empty where there was none yet.</summary>
    public required string Origin { get; init; }

    /// <summary>The database's last migration.</summary>
    public required string Migration { get; init; }

    /// <summary>How many exchanges, or how many keys of exchanges.</summary>
    public required long Count { get; init; }

    /// <summary>The one file beside the manifest.</summary>
    public required string File { get; init; }

    /// <summary>Its SHA-256 in hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Reads a half of a backup.</summary>
    /// <exception cref="ConfigurationProblem">It is none, or not this half.</exception>
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
                    ? $"'{folder}' holds the {manifest.Half} of a backup, where its {half} is wanted."
                    : $"'{path}' is no manifest that this program can read."
            );
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ConfigurationProblem($"'{folder}' holds no complete backup: {wrong.Message}", wrong);
        }
    }

    /// <summary>Puts the manifest into its folder, in the place of one that is there, at once or not at all.</summary>
    internal void Write(string folder)
    {
        var path = Path.Combine(folder, Name);
        System.IO.File.WriteAllText(path + ".new", JsonSerializer.Serialize(this, Json));
        System.IO.File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>The hash of a file; brings it to the disk before.</summary>
    internal static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }
}
