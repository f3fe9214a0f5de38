namespace Imi.Testing;

/// <summary>The data of a first start with the demonstration network: made once a test run, then copied, because making them takes long.</summary>
internal static class SeededData
{
    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    /// <summary>Settings by which a first start would make other data.</summary>
    private static readonly string[] Deciding = ["Imi__Database", "Imi__Demonstration", "Imi__Keys", "Imi__Modules"];

    /// <summary>Whether a host with such settings would begin with the same data.</summary>
    public static bool Fit(IReadOnlyDictionary<string, string> settings) =>
        !settings.Keys.Any(name => Deciding.Any(deciding => name.StartsWith(deciding, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Copies the data into a folder.</summary>
    public static async Task CopyToAsync(string folder)
    {
        var source = await Made.Value;
        foreach (var path in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(source, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }
    }

    private static async Task<string> MakeAsync()
    {
        var host = new PlatformProcess();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(host.DataDirectory, recursive: true);
        await host.StartAsync();
        await host.KillAsync();
        return host.DataDirectory;
    }
}
