using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>A query that is compiled once instead of at every call, for queries that every page runs.</summary>
/// <remarks>A compiled query belongs to a model, and a process may hold several: each kind of database has its own.</remarks>
/// <typeparam name="TQuery">The delegate type that <c>EF.CompileAsyncQuery</c> returns.</typeparam>
/// <param name="compile">Compiles the query.</param>
internal sealed class PreparedQuery<TQuery>(Func<TQuery> compile)
    where TQuery : Delegate
{
    private readonly ConditionalWeakTable<IModel, TQuery> _prepared = [];

    /// <summary>The compiled query for the model of a context.</summary>
    public TQuery For(ImiDbContext database) => _prepared.GetValue(database.Model, _ => compile());
}
