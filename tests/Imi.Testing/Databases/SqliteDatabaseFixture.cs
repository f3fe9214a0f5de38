using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Sqlite;
using Microsoft.Data.Sqlite;

namespace Imi.Testing.Databases;

/// <summary>Provides SQLite databases in a folder that is deleted with the fixture.</summary>
public sealed class SqliteDatabaseFixture : DatabaseFixture
{
    private static readonly Lazy<Task<byte[]>> Migrated = new(MigrateOnceAsync);

    /// <inheritdoc/>
    public override IDatabaseProvider Provider { get; } = new SqliteDatabase();

    /// <inheritdoc/>
    protected override Task StartAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    protected override string Name(string database) => $"Data Source={Path.Combine(DataDirectory, database)}.db";

    /// <summary>Copies a database that is migrated once per test run.</summary>
    protected override async Task MakeMigratedAsync(string connectionString) =>
        await File.WriteAllBytesAsync(new SqliteConnectionStringBuilder(connectionString).DataSource, await Migrated.Value);

    private static async Task<byte[]> MigrateOnceAsync()
    {
        var folder = Directory.CreateTempSubdirectory("imi-test-").FullName;
        try
        {
            var (provider, file) = (new SqliteDatabase(), Path.Combine(folder, "migrated.db"));
            await new DatabaseMigration(provider, new DatabaseSettings(provider.Kind, $"Data Source={file};Pooling=false", folder)).ApplyAsync(
                CancellationToken.None
            );
            var copy = Path.Combine(folder, "copy.db"); // The main database file lacks the content of its write-ahead log.
            await using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
            await connection.OpenAsync();
            await using var command = new SqliteCommand($"VACUUM INTO '{copy}'", connection);
            await command.ExecuteNonQueryAsync();
            return await File.ReadAllBytesAsync(copy);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
