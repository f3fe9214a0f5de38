using Imi.Testing.Databases;
using Npgsql;

namespace Imi.Testing;

/// <summary>The data of a first start with the demonstration network, created once per test run and then copied, because creation is slow.</summary>
internal static class SeededData
{
    private const string Database = "Imi__Database__ConnectionString";
    private static readonly Lazy<Task<string>> Embedded = new(() => MakeAsync(new Dictionary<string, string>(StringComparer.Ordinal)));
    private static readonly Lazy<Task<(string Folder, string Database)>> Served = new(MakeServedAsync);
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    /// <summary>Prefixes of settings with which a first start would create other data.</summary>
    private static readonly string[] Deciding = ["Imi__Database", "Imi__Demonstration", "Imi__Keys", "Imi__Modules"];

    /// <summary>
    /// Copies the data folder, and on PostgreSQL the database, for a host with these settings. Does nothing if its first start would
    /// create other data.
    /// </summary>
    public static async Task CopyForAsync(IReadOnlyDictionary<string, string> settings, string folder)
    {
        var deciding = settings.Keys.Where(name => Deciding.Any(one => name.StartsWith(one, StringComparison.OrdinalIgnoreCase))).ToList();
        if (deciding.Count == 0)
        {
            Copy(await Embedded.Value, folder);
        }
        else if (
            deciding.Count == 2
            && settings.GetValueOrDefault("Imi__Database__Provider") == "PostgreSql"
            && settings.TryGetValue(Database, out var connectionString)
        )
        {
            var (source, database) = await Served.Value;
            Copy(source, folder);
            await ReplaceAsync(connectionString, database);
        }
    }

    private static void Copy(string source, string folder)
    {
        foreach (var path in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(source, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }
    }

    /// <summary>Replaces an empty database with a copy of the seeded one.</summary>
    private static async Task ReplaceAsync(string connectionString, string seeded)
    {
        var target = new NpgsqlConnectionStringBuilder(connectionString);
        var name = target.Database;
        (target.Database, target.Pooling) = ("postgres", false);
        await using var server = new NpgsqlConnection(target.ConnectionString);
        await server.OpenAsync();
        NpgsqlConnection.ClearPool(new NpgsqlConnection(connectionString)); // Pooled connections lead to the dropped database.
        await OneAtATime.WaitAsync(); // PostgreSQL cannot copy a database twice at the same time.
        try
        {
            await using var drop = new NpgsqlCommand($"DROP DATABASE \"{name}\" WITH (FORCE)", server);
            await drop.ExecuteNonQueryAsync();
            await using var create = new NpgsqlCommand($"CREATE DATABASE \"{name}\" TEMPLATE \"{seeded}\"", server);
            await create.ExecuteNonQueryAsync();
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private static async Task<(string Folder, string Database)> MakeServedAsync()
    {
        var name = $"seeded_{Guid.CreateVersion7():N}";
        var connectionString = (await PostgreSqlServer.Shared).ConnectionStringOf(name);
        var folder = await MakeAsync(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["Imi__Database__Provider"] = "PostgreSql", [Database] = connectionString }
        );
        await using var database = new NpgsqlConnection(connectionString + ";Pooling=false");
        await database.OpenAsync();
        // On a slow machine, jobs may have run before the host was stopped; a host on the copy must run them again.
        await using var forget = new NpgsqlCommand("""DELETE FROM "JobRuns" """, database);
        await forget.ExecuteNonQueryAsync();
        return (folder, name);
    }

    private static async Task<string> MakeAsync(IReadOnlyDictionary<string, string> settings)
    {
        var host = new PlatformProcess(settings);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(host.DataDirectory, recursive: true);
        await host.StartAsync();
        await host.KillAsync();
        return host.DataDirectory;
    }
}
