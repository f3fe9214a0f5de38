using Imi.Kernel.Persistence;
using Imi.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Imi.Kernel.Tests.Persistence;

public abstract class MigrationTests(DatabaseFixture fixture)
{
    [SkippableFact]
    public async Task A_migrated_database_lacks_nothing()
    {
        await using var database = fixture.CreateContext();
        Assert.Empty(await database.Database.GetPendingMigrationsAsync());
        Assert.Empty(await database.MigrateAsync(fixture.Settings, CancellationToken.None));
        Assert.Equal(0, (await database.JournalHeads.SingleAsync()).Sequence);
    }

    [SkippableFact]
    public async Task Processes_that_start_at_once_migrate_once()
    {
        var connectionString = fixture.NewConnectionString();
        var settings = fixture.Settings with { ConnectionString = connectionString };
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var database = fixture.CreateContext(connectionString);
            await database.MigrateAsync(settings, CancellationToken.None);
        })));
        await using var check = fixture.CreateContext(connectionString);
        Assert.Empty(await check.Database.GetPendingMigrationsAsync());
        Assert.Equal(1, await check.JournalHeads.CountAsync());
    }

    [SkippableFact]
    public async Task The_tables_of_a_database_can_be_made_and_used_before_and_after_a_restart()
    {
        var connectionString = fixture.NewConnectionString();
        await using (var first = fixture.CreateContext(connectionString))
        {
            await first.MigrateAsync(fixture.Settings with { ConnectionString = connectionString }, CancellationToken.None);
            await Given.ExchangeAsync(first);
        }

        await using var second = fixture.CreateContext(connectionString);
        Assert.Equal(1, await second.Exchanges.CountAsync());
    }
}

public sealed class SqliteMigrationTests(SqliteDatabaseFixture fixture) : MigrationTests(fixture), IClassFixture<SqliteDatabaseFixture>
{
    [Fact]
    public void The_data_folder_is_readable_by_its_owner_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        var settings = DatabaseSettings.Embedded(Path.Combine(fixture.DataDirectory, "deep", "data"));
        settings.CreateDataDirectory();
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(settings.DataDirectory));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(settings.KeysDirectory));
    }
}

public sealed class PostgreSqlMigrationTests(PostgreSqlDatabaseFixture fixture) : MigrationTests(fixture), IClassFixture<PostgreSqlDatabaseFixture>;

public sealed class SqlServerMigrationTests(SqlServerDatabaseFixture fixture) : MigrationTests(fixture), IClassFixture<SqlServerDatabaseFixture>;
