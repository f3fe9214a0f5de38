using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>What the kernel needs of a kind of database. Each stands in a project of its own, with its migrations.</summary>
public interface IDatabaseProvider
{
    /// <summary>The kind.</summary>
    DatabaseKind Kind { get; }

    /// <summary>Sets a context up for it.</summary>
    /// <exception cref="ConfigurationProblem">The connection string cannot be read.</exception>
    void Configure(DbContextOptionsBuilder options, string connectionString);

    /// <summary>
    /// Makes what was deleted disappear from the database's own files, as far as the kind can: outside a transaction, after a sweep.
    /// </summary>
    Task EraseTracesAsync(ImiDbContext database, CancellationToken cancellationToken);

    /// <summary>What an error of this database means; null where it is none of the known faults.</summary>
    DatabaseFault? FaultOf(DbException error);

    /// <summary>Whether an error of this database passes by itself, so that the transaction is worth another try.</summary>
    Transience TransienceOf(DbException error);

    /// <summary>
    /// Takes a lock that one process of all that share the database can hold. The operating system or the server releases it when the
    /// process ends, however it ends.
    /// </summary>
    /// <param name="settings">The database, which must exist.</param>
    /// <param name="name">What the lock is for: lower-case letters and hyphens.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The lock, to be disposed of by its holder; null while another process holds it.</returns>
    Task<IAsyncDisposable?> TryLockAsync(DatabaseSettings settings, string name, CancellationToken cancellationToken);

    /// <summary>
    /// Applies the missing migrations in such a way that a process that is killed meanwhile leaves a database with which the next one
    /// can continue. Only for the holder of the migration's lock.
    /// </summary>
    Task ApplyMigrationsAsync(ImiDbContext database, CancellationToken cancellationToken);
}
