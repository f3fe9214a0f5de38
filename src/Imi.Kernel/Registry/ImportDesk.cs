using Imi.Kernel.Calendar;
using Imi.Kernel.Forms;
using Imi.Kernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Registry;

/// <summary>
/// Brings the registry in step with a table of authorities. The same table twice changes nothing the second time: a row is the
/// authority of its code, or of its country and national identifier.
/// </summary>
public sealed class ImportDesk
{
    /// <summary>What stands in the column <c>code</c> of an authority that is like a registered one and another all the same.</summary>
    public const string Another = "new";

    private const int BatchSize = 100;

    private readonly ImiDbContext _database;
    private readonly RegistrationBook _book;
    private readonly TimeProvider _time;

    internal ImportDesk(ImiDbContext database, RegistrationBook book, TimeProvider time) => (_database, _book, _time) = (database, book, time);

    /// <summary>Looks at every row, and where all are right and it is no dry run, registers and corrects what they say.</summary>
    /// <param name="rows">The table, read once: by column, as <see cref="ImportRow.Columns"/> names them.</param>
    /// <param name="isDryRun">Whether nothing is to be changed.</param>
    /// <param name="progress">How many rows are looked at or written; null where nobody waits.</param>
    /// <param name="cancellationToken">Ends the run; what is written stays, and the same table goes on from there.</param>
    public async Task<ImportReport> ImportAsync(
        IEnumerable<IReadOnlyDictionary<string, string>> rows, bool isDryRun, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var (problems, plan) = await LookAsync(rows, progress, cancellationToken);
        if (problems.Count > 0 || isDryRun)
            return new ImportReport(plan.Count(step => step.IsNew), plan.Count(step => !step.IsNew), problems, IsDone: false);
        var (registered, corrected) = (0, 0);
        foreach (var batch in plan.Chunk(BatchSize))
        {
            var (added, changed) = await _database.WriteAsync(stop => WriteAsync(batch, stop), cancellationToken);
            _database.ChangeTracker.Clear();
            (registered, corrected) = (registered + added, corrected + changed);
            progress?.Report(registered + corrected);
        }

        return new ImportReport(registered, corrected, [], IsDone: true);
    }

    /// <summary>The registry as a table that can be imported again, by country and code: at most so many authorities, after one of them.</summary>
    /// <param name="after">The last authority of the part before; null for the first.</param>
    /// <param name="most">How many.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<(string Code, Registration Entry)>> ExportAsync(AuthorityCursor? after, int most, CancellationToken cancellationToken)
    {
        var authorities = await AuthorityDirectory.Matching(_database, new AuthorityQuery { After = after, WithDeactivated = true })
            .Where(authority => authority.Kind != AuthorityKind.EuropeanCommission)
            .OrderBy(authority => authority.Country).ThenBy(authority => authority.Code).Take(most)
            .Include(authority => authority.Names).AsSplitQuery().AsNoTracking().ToListAsync(cancellationToken);
        return [.. authorities.Select(authority => (authority.Code, RegistrationChecks.EntryOf(authority)))];
    }

    internal static IQueryable<Authority> KnownQuery(ImiDbContext database, string code, string country, string identifier) => database.Authorities
        .Where(authority => authority.Code == code || (identifier != "" && authority.Country == country && authority.NationalIdentifier == identifier));

    private async Task<(List<ImportProblem> Problems, List<Step> Plan)> LookAsync(
        IEnumerable<IReadOnlyDictionary<string, string>> rows, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var (problems, plan) = (new List<ImportProblem>(), new List<Step>());
        var countries = await _database.Countries.AsNoTracking().ToDictionaryAsync(country => country.Code, StringComparer.Ordinal, cancellationToken);
        var seen = new HashSet<(string, string)>();
        var number = 1; // The first line names the columns.
        foreach (var cells in rows)
        {
            number++;
            var row = ImportRow.Read(cells, Guid.CreateVersion7(_time.GetUtcNow()));
            var errors = new List<FieldError>(row.Errors);
            var entry = row.Entry;
            if (errors.Count == 0)
                errors.AddRange([.. RegistrationChecks.ErrorsIn(entry), .. await _book.ErrorsAsync(entry, cancellationToken)]);
            if (!countries.TryGetValue(entry.Country, out var country))
                errors.Add(NoCountry(entry));
            if (row.Code.Length == 0 && entry.NationalIdentifier.Length == 0)
                errors.Add(new FieldError("national-identifier", "registration.import.identifier-needed"));
            else if (!seen.Add(entry.NationalIdentifier.Length > 0 ? (entry.Country, entry.NationalIdentifier) : ("", row.Code)))
                errors.Add(new FieldError("national-identifier", "registration.import.twice"));
            if (errors.Count == 0 && await FindAsync(row, entry, errors, cancellationToken) is { } step)
            {
                // Of a country that has left, the authorities that are there stay, and no other comes.
                if (step.IsNew && !country!.TakesPartOn(DeadlineCalendar.Today(_time)))
                    errors.Add(NoCountry(entry));
                else
                    plan.Add(step);
            }

            problems.AddRange(errors.Select(error => new ImportProblem(number, error)));
            progress?.Report(number - 1);
        }

        return (problems, plan);
    }

    /// <summary>The authority that a row means, or what stands against it.</summary>
    private async Task<Step?> FindAsync(ImportRow row, Registration entry, List<FieldError> errors, CancellationToken cancellationToken)
    {
        var code = row.Code == Another ? "" : row.Code;
        var known = await KnownQuery(_database, code, entry.Country, entry.NationalIdentifier).AsNoTracking().ToListAsync(cancellationToken);
        if (known.Count == 1 && known[0].MergedIntoId is not null)
            errors.Add(new FieldError("code", "network.merge.import", "code", known[0].Code));
        else if (known.Count > 1)
            errors.Add(new FieldError("national-identifier", "registration.identifier-taken"));
        else if (known.Count == 0 && code.Length > 0)
            errors.Add(new FieldError("code", "registration.import.code", "code", code));
        else if (known.Count == 1 && (known[0].Country != entry.Country || known[0].Kind != entry.Kind))
            errors.Add(new FieldError("kind", "registration.import.stays"));
        else if (known.Count == 1)
            return new Step(entry with { Id = known[0].Id, Region = row.SaysRegion ? entry.Region : known[0].Region ?? "" }, IsNew: false);
        else if (row.Code != Another && await _book.AlikeAsync(entry, cancellationToken) is [var alike, ..])
            errors.Add(new FieldError("code", "registration.import.alike", new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = alike.Code, ["name"] = alike.InformalTitle, ["another"] = Another }));
        else
            return new Step(entry, IsNew: true);
        return null;
    }

    private async Task<(int Registered, int Corrected)> WriteAsync(Step[] batch, CancellationToken cancellationToken)
    {
        var (registered, corrected) = (0, 0);
        foreach (var step in batch)
        {
            if (step.IsNew)
            {
                await _book.AddAsync(step.Entry, null, cancellationToken);
                registered++;
            }
            else if (await _book.AmendAsync(step.Entry, null, cancellationToken))
            {
                corrected++;
            }
        }

        return (registered, corrected);
    }

    private static FieldError NoCountry(Registration entry) => new("country", "registration.import.country", "country", entry.Country);

    private sealed record Step(Registration Entry, bool IsNew);
}

/// <summary>What became of an import.</summary>
/// <param name="Registered">How many authorities were registered, or would be.</param>
/// <param name="Corrected">How many entries were corrected; before it is done, how many rows mean a registered authority.</param>
/// <param name="Problems">What is wrong, row by row.</param>
/// <param name="IsDone">Whether the registry says what the table says.</param>
public sealed record ImportReport(int Registered, int Corrected, IReadOnlyList<ImportProblem> Problems, bool IsDone);

/// <summary>Something wrong in a table.</summary>
/// <param name="Row">The row, as spreadsheets number them.</param>
/// <param name="Error">The column and what is wrong.</param>
public sealed record ImportProblem(int Row, FieldError Error);
