using Microsoft.EntityFrameworkCore.Update;

namespace Imi.Kernel.Sqlite;

/// <summary>Sends the rows of one save together. Without it, Entity Framework sends each row to SQLite as a command of its own.</summary>
internal sealed class SqliteBatches(ModificationCommandBatchFactoryDependencies dependencies) : IModificationCommandBatchFactory
{
    /// <summary>Far below the number of parameters that a command of SQLite can have.</summary>
    private const int MostRows = 200;

    /// <inheritdoc/>
    public ModificationCommandBatch Create() => new Batch(dependencies);

    private sealed class Batch(ModificationCommandBatchFactoryDependencies dependencies) : AffectedCountModificationCommandBatch(dependencies, MostRows);
}
