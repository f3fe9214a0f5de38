using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>
/// Applies the program's migrations to a database. Only one process does so at a time and others wait; a process that is killed meanwhile
/// does not block the next one.
/// </summary>
/// <param name="provider">The kind of database.</param>
/// <param name="settings">The location of the database.</param>
public sealed class DatabaseMigration(IDatabaseProvider provider, DatabaseSettings settings)
{
    private const string LockName = "migration";
    private const int Attempts = 10;
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Receives a log message when an upgrade starts or ends, and every five seconds while a step or the wait for the lock lasts.</summary>
    public Action<string> Announce { get; init; } = _ => { };

    /// <summary>Called under the lock before an existing database is changed: makes a backup, or throws if there is none.</summary>
    public Func<DatabaseUpgrade, CancellationToken, Task> BeforeUpgrade { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>Creates the data folder and applies the missing migrations.</summary>
    /// <returns>The migrations that were missing; empty if the database was up to date.</returns>
    /// <exception cref="ConfigurationProblem">The data folder cannot be created, or the database has migrations that this program does not know.</exception>
    public async Task<IReadOnlyList<string>> ApplyAsync(CancellationToken cancellationToken)
    {
        settings.CreateDataDirectory();
        var options = new DbContextOptionsBuilder<ImiDbContext>();
        provider.Configure(options, settings.ConnectionString);
        await using var database = new ImiDbContext(options.Options);
        if ((await StateAsync(database, cancellationToken)).Missing.Count == 0)
            return [];
        await CreateDatabaseAsync(database, cancellationToken);
        await using var held = await new DatabaseLocks(provider, settings).TakeAsync(LockName, Announce, cancellationToken);
        var (last, missing) = await StateAsync(database, cancellationToken); // Another process may have migrated it while this one waited.
        if (missing.Count == 0)
            return [];
        if (last is not null)
        {
            Announce($"Upgrading the database from {last} to {missing[^1]}.");
            await WhileReportingAsync("the backup before the upgrade", BeforeUpgrade(new DatabaseUpgrade(last, missing[^1]), cancellationToken));
        }

        await WhileReportingAsync(last is null ? "the creation of the tables" : "the upgrade of the database", MigrateAsync(database, cancellationToken));
        if (last is not null)
            Announce("The upgrade of the database is complete.");
        return missing;
    }

    /// <summary>The last applied migration, and the missing ones.</summary>
    private static async Task<(string? Last, IReadOnlyList<string> Missing)> StateAsync(ImiDbContext database, CancellationToken cancellationToken)
    {
        var known = database.Database.GetMigrations().ToList();
        var applied = (await database.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        if (applied.Find(migration => !known.Contains(migration, StringComparer.Ordinal)) is { } unknown)
        {
            throw new ConfigurationProblem(
                $"Another version of the platform created this database: it has the migration '{unknown}', which this program does not know. "
                    + "Start that version, or name an empty database (versions before the first release cannot be upgraded)."
            );
        }

        return (applied.LastOrDefault(), [.. known.Except(applied, StringComparer.Ordinal)]);
    }

    /// <summary>Creates the database on the server if missing. If several processes try at once, all but one fail and then find it.</summary>
    private async Task CreateDatabaseAsync(ImiDbContext database, CancellationToken cancellationToken)
    {
        if (provider.Kind == DatabaseKind.Sqlite)
            return; // SQLite creates the file when it is opened.
        var creator = database.GetService<IRelationalDatabaseCreator>();
        for (var attempt = 1; !await creator.ExistsAsync(cancellationToken); attempt++)
        {
            try
            {
                await creator.CreateAsync(cancellationToken);
            }
            catch (DbException) when (attempt < Attempts)
            {
                await Task.Delay(Pause * attempt, cancellationToken);
            }
        }
    }

    /// <summary>Applies the migrations; retries while the database is busy, as a process of an older version may still write to it.</summary>
    private async Task MigrateAsync(ImiDbContext database, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await provider.ApplyMigrationsAsync(database, cancellationToken);
                return;
            }
            catch (DbException busy) when (provider.FaultOf(busy) == DatabaseFault.Busy)
            {
                Announce($"The database is busy; the upgrade is retried: {busy.Message}");
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    private async Task WhileReportingAsync(string what, Task work)
    {
        var running = Stopwatch.StartNew();
        while (await Task.WhenAny(work, Task.Delay(ReportEvery, CancellationToken.None)) != work)
            Announce($"Still working on {what}: {running.Elapsed.TotalSeconds:0} s so far.");
        await work;
    }
}

/// <summary>An upgrade of an existing database.</summary>
/// <param name="From">The last migration that is applied.</param>
/// <param name="To">The last migration after the upgrade.</param>
public sealed record DatabaseUpgrade(string From, string To);
