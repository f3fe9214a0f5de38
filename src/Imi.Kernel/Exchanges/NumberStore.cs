using System.Globalization;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>Assigns numbers to exchanges inside the transaction that sends them: a sequence without gaps for each procedure and year.</summary>
public sealed class NumberStore(ImiDbContext database, TimeProvider time)
{
    /// <summary>Assigns the next number, such as <c>ROAD-Q-2026-000123</c>.</summary>
    internal async Task<string> NextAsync(string code, CancellationToken cancellationToken)
    {
        var year = DeadlineCalendar.Today(time).Year;

        // The update locks the row until the commit: concurrent transactions wait, and a rollback frees the number.
        var found = await database
            .Set<NumberSequence>()
            .Where(sequence => sequence.Code == code && sequence.Year == year)
            .ExecuteUpdateAsync(change => change.SetProperty(sequence => sequence.Last, sequence => sequence.Last + 1), cancellationToken);
        if (found == 0)
        {
            database.Set<NumberSequence>().Add(new NumberSequence(code, year) { Last = 1 });
            await database.SaveChangesAsync(cancellationToken);
            return Format(code, year, 1);
        }

        var last = await database
            .Set<NumberSequence>()
            .Where(sequence => sequence.Code == code && sequence.Year == year)
            .Select(sequence => sequence.Last)
            .FirstAsync(cancellationToken);
        return Format(code, year, last);
    }

    private static string Format(string code, int year, int number) => string.Create(CultureInfo.InvariantCulture, $"{code}-{year}-{number:D6}");
}
