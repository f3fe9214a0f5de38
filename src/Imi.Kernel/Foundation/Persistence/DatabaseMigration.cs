using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>
/// Brings a database to the program's model. One process does it at a time, others wait as long as it takes; a process that is killed
/// meanwhile leaves nothing that keeps the next one out.
/// </summary>
/// <param name="provider">The kind of database.</param>
/// <param name="settings">Where the database is.</param>
public sealed class DatabaseMigration(IDatabaseProvider provider, DatabaseSettings settings)
{
    private const string LockName = "migration";
    private const int Attempts = 10;
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Receives a sentence for the log whenever something begins, and every few seconds while it takes long.</summary>
    public Action<string> Tell { get; init; } = _ => { };

    /// <summary>Called under the lock before a database that is in use already is changed: makes a backup, or throws where there is none.</summary>
    public Func<DatabaseUpgrade, CancellationToken, Task> BeforeUpgrade { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>Makes the data folder and applies the missing migrations.</summary>
    /// <returns>The migrations that were missing; empty where the database was up to date.</returns>
    /// <exception cref="ConfigurationProblem">The data folder cannot be made, or another version of the program made the database.</exception>
    public async Task<IReadOnlyList<string>> ApplyAsync(CancellationToken cancellationToken)
    {
        settings.CreateDataDirectory();
        var options = new DbContextOptionsBuilder<ImiDbContext>();
        provider.Configure(options, settings.ConnectionString);
        await using var database = new ImiDbContext(options.Options);
        if ((await StateAsync(database, cancellationToken)).Missing.Count == 0)
            return [];
        await MakeDatabaseAsync(database, cancellationToken);
        await using var held = await new DatabaseLocks(provider, settings).TakeAsync(LockName, Tell, cancellationToken);
        var (last, missing) = await StateAsync(database, cancellationToken); // The process that held the lock before may have done it.
        if (missing.Count == 0)
            return [];
        if (last is not null)
        {
            Tell($"The database is upgraded from {last} to {missing[^1]}.");
            await WhileTellingAsync("the backup before the upgrade", BeforeUpgrade(new DatabaseUpgrade(last, missing[^1]), cancellationToken));
        }

        await WhileTellingAsync(last is null ? "making the tables" : "the upgrade of the database", MigrateAsync(database, cancellationToken));
        if (last is not null)
            Tell("The upgrade of the database is done.");
        return missing;
    }

    /// <summary>The last migration that the database has, and those that it lacks.</summary>
    private static async Task<(string? Last, IReadOnlyList<string> Missing)> StateAsync(ImiDbContext database, CancellationToken cancellationToken)
    {
        var known = database.Database.GetMigrations().ToList();
        var applied = (await database.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        if (applied.Find(migration => !known.Contains(migration, StringComparer.Ordinal)) is { } unknown)
        {
            throw new ConfigurationProblem(
                $"Another version of the platform made this database: it has the migration '{unknown}', which this program does not know. "
                    + "Start the version that made it, or name an empty database (a version before the first release cannot be upgraded)."
            );
        }

        return (applied.LastOrDefault(), [.. known.Except(applied, StringComparer.Ordinal)]);
    }

    /// <summary>Where the server has no such database, several processes may try to make it at once: all but one are refused and find it made.</summary>
    private async Task MakeDatabaseAsync(ImiDbContext database, CancellationToken cancellationToken)
    {
        if (provider.Kind == DatabaseKind.Sqlite)
            return; // Its file is made when it is opened.
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

    /// <summary>A process of an older version may be writing to the database meanwhile: that is waited for.</summary>
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
                Tell($"The database cannot be changed just now, which is tried again: {busy.Message}");
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    private async Task WhileTellingAsync(string what, Task work)
    {
        var running = Stopwatch.StartNew();
        while (await Task.WhenAny(work, Task.Delay(TellEvery, CancellationToken.None)) != work)
            Tell($"Still busy with {what}: {running.Elapsed.TotalSeconds:0} s so far.");
        await work;
    }
}

/// <summary>An upgrade of a database that is in use.</summary>
/// <param name="From">The last migration that the database has.</param>
/// <param name="To">The last one that it will have.</param>
public sealed record DatabaseUpgrade(string From, string To);
