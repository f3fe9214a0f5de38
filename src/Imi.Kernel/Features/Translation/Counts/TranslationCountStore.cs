using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Translation.Counts;

/// <summary>Adds to what is counted of machine translation.</summary>
public sealed class TranslationCountStore(ImiDbContext database)
{
    /// <summary>Adds figures within the caller's write transaction.</summary>
    /// <param name="on">A day in the month in which they are counted.</param>
    /// <param name="engines">The names of the engines, each once.</param>
    /// <param name="pair">The languages.</param>
    /// <param name="figures">What is added; negative figures take away.</param>
    /// <param name="cancellationToken">Ends the call; the transaction is the caller's.</param>
    internal async Task AddAsync(DateOnly on, IReadOnlyList<string> engines, LanguagePair pair, TranslationFigures figures, CancellationToken cancellationToken)
    {
        var (month, engine) = (TranslationCountQuery.MonthOf(on), string.Join('+', engines));

        for (var isFirst = true; ; isFirst = false)
        {
            // The update locks the row until the commit: transactions on other nodes wait, and none is lost.
            var found = await database
                .Set<TranslationCount>()
                .Where(count => count.Month == month && count.Engine == engine && count.Source == pair.Source && count.Target == pair.Target)
                .ExecuteUpdateAsync(
                    change =>
                        change
                            .SetProperty(count => count.Segments, count => count.Segments + figures.Segments)
                            .SetProperty(count => count.Characters, count => count.Characters + figures.Characters)
                            .SetProperty(count => count.Milliseconds, count => count.Milliseconds + figures.Milliseconds)
                            .SetProperty(count => count.Batches, count => count.Batches + figures.Batches)
                            .SetProperty(count => count.Corrections, count => count.Corrections + figures.Corrections)
                            .SetProperty(count => count.Good, count => count.Good + figures.Good)
                            .SetProperty(count => count.Bad, count => count.Bad + figures.Bad),
                    cancellationToken
                );
            if (found > 0)
                return;
            var row = database.Set<TranslationCount>().Add(new TranslationCount(month, engine, pair, figures));
            try
            {
                await database.SaveChangesAsync(cancellationToken);
                return;
            }
            catch (DbUpdateException) when (isFirst)
            {
                row.State = EntityState.Detached; // Another node added the row meanwhile; a savepoint keeps the transaction.
            }
        }
    }
}
