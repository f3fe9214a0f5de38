using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>A query that is translated once, not at every call: for what is asked with every page.</summary>
/// <remarks>A translation belongs to a model, and a process can hold more than one: each kind of database has its own.</remarks>
/// <typeparam name="TQuery">What <c>EF.CompileAsyncQuery</c> returns.</typeparam>
/// <param name="compile">Prepares the query.</param>
internal sealed class PreparedQuery<TQuery>(Func<TQuery> compile)
    where TQuery : Delegate
{
    private readonly ConditionalWeakTable<IModel, TQuery> _prepared = [];

    /// <summary>The query for a database.</summary>
    public TQuery For(ImiDbContext database) => _prepared.GetValue(database.Model, _ => compile());
}
