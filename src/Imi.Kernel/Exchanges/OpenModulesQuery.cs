using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>Finds the modules that open exchanges need.</summary>
public sealed class OpenModulesQuery(ImiDbContext database)
{
    /// <summary>Finds the modules of open exchanges that are not loaded, in alphabetical order.</summary>
    /// <param name="loaded">The names of the loaded modules.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<string>> MissingAsync(IReadOnlyCollection<string> loaded, CancellationToken cancellationToken) =>
        await database
            .Set<Exchange>()
            .Where(exchange => exchange.Phase == Phase.Open && !loaded.Contains(exchange.Module))
            .Select(exchange => exchange.Module)
            .Distinct()
            .OrderBy(name => name)
            .ToListAsync(cancellationToken);
}
