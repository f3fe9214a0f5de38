using Microsoft.EntityFrameworkCore.Update;

namespace Imi.Kernel.Sqlite;

/// <summary>Sends the rows of one save together. Without it, Entity Framework sends each row to SQLite as a command of its own.</summary>
internal sealed class SqliteBatches(ModificationCommandBatchFactoryDependencies dependencies) : IModificationCommandBatchFactory
{
    /// <summary>The provider looks up every parameter of a command for each of its statements, so that large batches become slower again.</summary>
    private const int MostRows = 8;

    /// <inheritdoc/>
    public ModificationCommandBatch Create() => new Batch(dependencies);

    private sealed class Batch(ModificationCommandBatchFactoryDependencies dependencies) : AffectedCountModificationCommandBatch(dependencies, MostRows);
}
