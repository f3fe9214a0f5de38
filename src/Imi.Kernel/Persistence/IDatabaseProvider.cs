using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Persistence;

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
}
