using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Translation;

/// <summary>Tells the Commission's policy officers how much is translated, how long it takes and how good it is.</summary>
public sealed class TranslationCountQuery(ImiDbContext database, AccessPolicy policy, TimeProvider time)
{
    /// <summary>The number of months that are counted, with the current one.</summary>
    public const int Months = 12;

    /// <summary>Reads the figures of the last <see cref="Months"/> months, by pair and engine. Leaves out pairs that were not translated.</summary>
    /// <returns>The rows, those with most sentences first; null if the person is no policy officer.</returns>
    public async Task<IReadOnlyList<TranslationCountRow>?> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!policy.MayInstallModules(actor))
            return null;
        var month = MonthOf(DeadlineCalendar.Today(time));
        var recent = (await CountQuery(database, month).ToListAsync(cancellationToken)).ToDictionary(
            count => (count.Engine, count.Pair),
            count => count.Figures
        );
        return
        [
            .. (await CountQuery(database, month.AddMonths(1 - Months)).ToListAsync(cancellationToken))
                .OrderByDescending(count => count.Figures.Segments)
                .ThenBy(count => (count.Pair.ToString(), count.Engine))
                .Select(count => new TranslationCountRow(
                    count.Engine,
                    count.Pair,
                    count.Figures,
                    recent.GetValueOrDefault((count.Engine, count.Pair), new TranslationFigures())
                )),
        ];
    }

    /// <summary>Returns the first day of a month.</summary>
    internal static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    internal static IQueryable<Counted> CountQuery(ImiDbContext database, DateOnly from) =>
        database
            .Set<TranslationCount>()
            .Where(count => count.Month >= from)
            .GroupBy(count => new
            {
                count.Engine,
                count.Source,
                count.Target,
            })
            .Select(group => new Counted(
                group.Key.Engine,
                new LanguagePair(group.Key.Source, group.Key.Target),
                new TranslationFigures
                {
                    Segments = group.Sum(count => count.Segments),
                    Characters = group.Sum(count => count.Characters),
                    Milliseconds = group.Sum(count => count.Milliseconds),
                    Batches = group.Sum(count => count.Batches),
                    Corrections = group.Sum(count => count.Corrections),
                    Good = group.Sum(count => count.Good),
                    Bad = group.Sum(count => count.Bad),
                }
            ));

    internal sealed record Counted(string Engine, LanguagePair Pair, TranslationFigures Figures);
}

/// <summary>What an engine translated from one language into another.</summary>
/// <param name="Engine">The name of the engine; two names with a plus sign for a translation through a third language by two engines.</param>
/// <param name="Pair">The languages.</param>
/// <param name="Year">The figures of the last <see cref="TranslationCountQuery.Months"/> months.</param>
/// <param name="Month">The figures of this month.</param>
public sealed record TranslationCountRow(string Engine, LanguagePair Pair, TranslationFigures Year, TranslationFigures Month);
