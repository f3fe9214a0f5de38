using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Testing.Databases;
using Imi.Testing.Upgrades;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Imi.Kernel.Tests.Persistence;

public abstract class MigrationTests(DatabaseFixture fixture)
{
    protected DatabaseFixture Fixture => fixture;

    [SkippableFact]
    public async Task A_migrated_database_has_no_pending_migrations()
    {
        await using var database = fixture.CreateContext();
        Assert.Empty(await database.Database.GetPendingMigrationsAsync());
        Assert.Empty(await fixture.MigrateAsync(fixture.Settings));
        Assert.Equal(0, (await database.Set<JournalHead>().SingleAsync()).Sequence);
    }

    [SkippableFact]
    public async Task Processes_that_start_together_migrate_once()
    {
        var settings = New();
        var missing = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => fixture.MigrateAsync(settings))));
        Assert.Single(missing, migrations => migrations.Count > 0);
        await using var check = fixture.CreateContext(settings.ConnectionString);
        Assert.Empty(await check.Database.GetPendingMigrationsAsync());
        Assert.Equal(1, await check.Set<JournalHead>().CountAsync());
    }

    [SkippableFact]
    public async Task A_new_database_works_before_and_after_a_restart()
    {
        var settings = New();
        await fixture.MigrateAsync(settings);
        await using (var first = fixture.CreateContext(settings.ConnectionString))
            await Given.ExchangeAsync(first);

        await using var second = fixture.CreateContext(settings.ConnectionString);
        Assert.Equal(1, await second.Set<Exchange>().CountAsync());
    }

    [SkippableFact]
    public async Task A_process_that_waits_for_another_migration_reports_it_and_continues()
    {
        var settings = New();
        await fixture.MigrateAsync(settings);
        var said = new List<string>();
        var waits = new TaskCompletionSource();
        var migration = new DatabaseMigration(new NextVersion(fixture.Provider), settings)
        {
            Announce = line =>
            {
                said.Add(line);
                waits.TrySetResult();
            },
        };

        Task<IReadOnlyList<string>> second;
        await using (await fixture.Provider.TryLockAsync(settings, "migration", CancellationToken.None))
        {
            second = migration.ApplyAsync(CancellationToken.None);
            await waits.Task;
            Assert.False(second.IsCompleted);
        }

        Assert.Equal([NextVersion.Migration], await second);
        Assert.Contains("lock 'migration'", said[0], StringComparison.Ordinal);
        await using var database = fixture.CreateContext(settings.ConnectionString);
        Assert.Equal(NextVersion.Rows, await database.Database.SqlQueryRaw<int>($"SELECT COUNT(*) AS \"Value\" FROM \"{NextVersion.Table}\"").SingleAsync());
    }

    [SkippableFact]
    public async Task A_database_of_another_version_is_refused_and_unchanged()
    {
        var settings = New();
        await fixture.MigrateAsync(settings);
        await using var database = fixture.CreateContext(settings.ConnectionString);
        await database.Database.ExecuteSqlRawAsync(
            "INSERT INTO \"__EFMigrationsHistory\" (\"MigrationId\", \"ProductVersion\") VALUES ('20261124003659_Initial', '10.0.0')"
        );

        var refused = await Assert.ThrowsAsync<ConfigurationProblem>(() => fixture.MigrateAsync(settings));

        Assert.Contains("20261124003659_Initial", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_failed_backup_prevents_the_upgrade()
    {
        var settings = New();
        await fixture.MigrateAsync(settings);
        DatabaseUpgrade? asked = null;
        var migration = new DatabaseMigration(new NextVersion(fixture.Provider), settings)
        {
            BeforeUpgrade = (upgrade, _) =>
            {
                asked = upgrade;
                throw new ConfigurationProblem("There is no backup.");
            },
        };

        await Assert.ThrowsAsync<ConfigurationProblem>(() => migration.ApplyAsync(CancellationToken.None));

        await using var database = fixture.CreateContext(settings.ConnectionString);
        var applied = await database.Database.GetAppliedMigrationsAsync();
        Assert.Equal(new DatabaseUpgrade(Assert.Single(applied), NextVersion.Migration), asked);
    }

    protected DatabaseSettings New() => fixture.Settings with { ConnectionString = fixture.NewConnectionString() };
}

public sealed class SqliteMigrationTests(SqliteDatabaseFixture fixture) : MigrationTests(fixture), IClassFixture<SqliteDatabaseFixture>
{
    [Fact]
    public void Only_the_owner_can_read_the_data_folder()
    {
        if (OperatingSystem.IsWindows())
            return;
        var settings = DatabaseSettings.Embedded(Path.Combine(Fixture.DataDirectory, "deep", "data"));
        settings.CreateDataDirectory();
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(settings.DataDirectory));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(settings.KeysDirectory));
    }

    [Fact]
    public async Task A_stale_migration_lock_of_an_earlier_version_is_ignored()
    {
        var settings = New();
        await using (var other = new SqliteConnection(settings.ConnectionString))
        {
            await other.OpenAsync();
            await using var command = other.CreateCommand();
            command.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-26 00:00:00+00:00');
                """;
            await command.ExecuteNonQueryAsync();
        }

        Assert.NotEmpty(await Fixture.MigrateAsync(settings));
    }

    [Fact]
    public async Task A_failed_upgrade_changes_nothing()
    {
        var settings = New();
        await Fixture.MigrateAsync(settings);
        await using var database = Fixture.CreateContext(settings.ConnectionString);
        await database.Database.ExecuteSqlRawAsync("CREATE INDEX \"IX_NextVersion_Id\" ON \"Countries\" (\"Code\")");

        await Assert.ThrowsAsync<SqliteException>(() => new DatabaseMigration(new NextVersion(Fixture.Provider), settings).ApplyAsync(CancellationToken.None));

        Assert.Single(await database.Database.GetAppliedMigrationsAsync());
        Assert.Equal(
            0,
            await database.Database.SqlQueryRaw<int>($"SELECT COUNT(*) AS \"Value\" FROM sqlite_master WHERE name = '{NextVersion.Table}'").SingleAsync()
        );
    }
}

public sealed class PostgreSqlMigrationTests(PostgreSqlDatabaseFixture fixture) : MigrationTests(fixture), IClassFixture<PostgreSqlDatabaseFixture>;

public sealed class SqlServerMigrationTests(SqlServerDatabaseFixture fixture) : MigrationTests(fixture), IClassFixture<SqlServerDatabaseFixture>
{
    [Fact]
    public void The_statements_of_the_process_lock_are_valid_T_SQL() =>
        Assert.Empty(SqlServerQueries.ErrorsIn(Imi.Kernel.SqlServer.SqlServerDatabase.LockStatement));
}
