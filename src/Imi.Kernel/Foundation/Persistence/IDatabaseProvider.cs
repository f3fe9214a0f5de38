using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>What the kernel needs from a kind of database. Each implementation is a project of its own, with its migrations.</summary>
public interface IDatabaseProvider
{
    /// <summary>The kind of database.</summary>
    DatabaseKind Kind { get; }

    /// <summary>Configures a context for this kind of database.</summary>
    /// <exception cref="ConfigurationProblem">The connection string is invalid.</exception>
    void Configure(DbContextOptionsBuilder options, string connectionString);

    /// <summary>
    /// Removes deleted data from the database's own files, as far as this kind can. Called outside a transaction, after data were deleted.
    /// </summary>
    Task EraseTracesAsync(ImiDbContext database, CancellationToken cancellationToken);

    /// <summary>The fault that an error of this database means; null if unknown.</summary>
    DatabaseFault? FaultOf(DbException error);

    /// <summary>Whether an error of this database is transient, so that the transaction may be retried.</summary>
    Transience TransienceOf(DbException error);

    /// <summary>Returns SQL that reads the rows of a small table and locks them until the end of the transaction.</summary>
    /// <param name="table">The name of the table.</param>
    string LockedRows(string table);

    /// <summary>
    /// Acquires a lock that only one of the processes that share the database can hold. The operating system or the server releases it when the
    /// process ends, even if it is killed.
    /// </summary>
    /// <param name="settings">The database, which must exist.</param>
    /// <param name="name">The name of the lock: lower-case letters and hyphens.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The lock, which the caller disposes; null if another process holds it.</returns>
    Task<IAsyncDisposable?> TryLockAsync(DatabaseSettings settings, string name, CancellationToken cancellationToken);

    /// <summary>
    /// Applies the missing migrations. If the process is killed meanwhile, the next one can continue. The caller must hold the migration lock.
    /// </summary>
    Task ApplyMigrationsAsync(ImiDbContext database, CancellationToken cancellationToken);
}
