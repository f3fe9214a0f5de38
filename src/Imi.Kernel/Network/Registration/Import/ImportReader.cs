using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Registration.Import;

/// <summary>
/// Checks a table of authorities: finds what each row would register or correct, and its errors. The number of queries grows with batches of rows and
/// with countries, not with each row.
/// </summary>
public sealed class ImportReader(ImiDbContext database, RegistrationService registrations, ImportSetupReader setups, TimeProvider time)
{
    private const int RowsAtOnce = 500;

    /// <summary>Checks all rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="actor">The user; null for the platform's operator.</param>
    /// <param name="progress">Receives the number of rows checked; null if not needed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    internal async Task<ImportPlan> CheckAsync(
        IEnumerable<IReadOnlyDictionary<string, string>> rows,
        Actor? actor,
        IProgress<int>? progress,
        CancellationToken cancellationToken
    )
    {
        var check = new ImportCheck(
            await database.Set<Country>().AsNoTracking().ToDictionaryAsync(country => country.Code, StringComparer.Ordinal, cancellationToken),
            [
                .. await database
                    .Set<Region>()
                    .AsNoTracking()
                    .Select(region => new { region.Country, region.Code })
                    .AsAsyncEnumerable()
                    .Select(region => (region.Country, region.Code))
                    .ToListAsync(cancellationToken),
            ],
            actor is null ? null : await registrations.RightsAsync(actor, cancellationToken),
            await setups.BeginAsync(actor, cancellationToken)
        );

        // Row 1 contains the column names. Empty rows, which spreadsheets leave behind, are skipped.
        var numbered = rows.Select((cells, index) => (Number: cells is TableRow row ? row.Number : index + 2, Cells: cells))
            .Where(row => row.Cells.Values.Any(cell => !string.IsNullOrWhiteSpace(cell)));
        foreach (var batch in numbered.Chunk(RowsAtOnce))
        {
            var read = batch.Select(row => (row.Number, Row: ImportRow.Read(row.Cells, OrderedId.Next(time.GetUtcNow())))).ToList();
            var known = await KnownAsync([.. read.Select(one => one.Row)], cancellationToken);
            foreach (var (number, row) in read)
            {
                var errors = await CheckRowAsync(row, known, check, cancellationToken);
                check.Problems.AddRange(errors.Select(error => new ImportProblem(number, error)));
            }

            progress?.Report(batch[^1].Number - 1);
        }

        return new ImportPlan(check.New, check.Corrected, check.SetUps.Planned, check.Unchanged, check.Problems);
    }

    internal static IQueryable<Authority> ByCodeQuery(ImiDbContext database, IReadOnlyCollection<string> codes) =>
        database.Set<Authority>().Where(authority => codes.Contains(authority.Code)).AsNoTracking();

    internal static IQueryable<Authority> ByIdentifierQuery(ImiDbContext database, string country, IReadOnlyCollection<string> identifiers) =>
        database.Set<Authority>().Where(authority => authority.Country == country && identifiers.Contains(authority.NationalIdentifier!)).AsNoTracking();

    private static IQueryable<Authority> WithSetups(IQueryable<Authority> authorities) =>
        authorities.Include(authority => authority.Names).Include(authority => authority.Setups).Include(authority => authority.Competences).AsSplitQuery();

    private async Task<Known> KnownAsync(IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
    {
        var codes = rows.Select(row => row.Code).Where(code => code.Length > 0 && code != ImportService.Another).Distinct(StringComparer.Ordinal).ToList();
        List<Authority> found = codes.Count > 0 ? await WithSetups(ByCodeQuery(database, codes)).ToListAsync(cancellationToken) : [];
        foreach (var country in rows.GroupBy(row => row.Entry.Country, StringComparer.Ordinal))
        {
            var identifiers = country.Select(row => row.Entry.NationalIdentifier).Where(one => one.Length > 0).Distinct(StringComparer.Ordinal).ToList();
            if (identifiers.Count > 0)
                found.AddRange(await WithSetups(ByIdentifierQuery(database, country.Key, identifiers)).ToListAsync(cancellationToken));
        }

        found = [.. found.DistinctBy(one => one.Id)];
        return new Known(
            found.ToDictionary(one => one.Code, StringComparer.Ordinal),
            found.Where(one => one.NationalIdentifier is not null).ToDictionary(one => (one.Country, one.NationalIdentifier!))
        );
    }

    private async Task<List<FieldError>> CheckRowAsync(ImportRow row, Known known, ImportCheck check, CancellationToken cancellationToken)
    {
        var entry = row.Entry;
        var errors = new List<FieldError>(row.Errors);
        if (errors.Count == 0)
            errors.AddRange(RegistrationChecks.ErrorsIn(entry));
        if (errors.Count == 0 && entry.Region.Length > 0 && !check.Regions.Contains((entry.Country, entry.Region)))
            errors.Add(FieldError.NotAnOption("region"));
        if (!check.Countries.TryGetValue(entry.Country, out var country))
            errors.Add(NoCountry(entry));
        if (row.Code.Length == 0 && entry.NationalIdentifier.Length == 0)
            errors.Add(new FieldError("national-identifier", "registration.import.identifier-needed"));
        else if (!check.Seen.Add(entry.NationalIdentifier.Length > 0 ? (entry.Country, entry.NationalIdentifier) : ("", row.Code)))
            errors.Add(new FieldError("national-identifier", "registration.import.twice"));
        if (errors.Count > 0)
            return errors;
        var found = known.Of(row);
        check.CorrectedBefore = check.Corrected.Count;
        if (found is [{ MergedIntoId: not null } merged])
            errors.Add(new FieldError("code", "network.merge.import", "code", merged.Code));
        else if (found.Count > 1)
            errors.Add(new FieldError("national-identifier", "registration.identifier-taken"));
        else if (found is [var authority])
            Correct(row, authority, check, errors);
        else if (row.Code.Length > 0 && row.Code != ImportService.Another)
            errors.Add(new FieldError("code", "registration.import.code", "code", row.Code));
        else
            await RegisterAsync(row, country!, check, errors, cancellationToken);
        return errors.Count > 0 || entry.Setups.Count == 0 ? errors : SetUp(entry, found.SingleOrDefault(), check);
    }

    private static void Correct(ImportRow row, Authority authority, ImportCheck check, List<FieldError> errors)
    {
        var entry = row.Entry with
        {
            Id = authority.Id,
            Revision = authority.Revision,
            Region = row.HasRegion ? row.Entry.Region : authority.Region ?? "",
            PeopleBeginInSimpleView = row.HasSimpleViewColumn ? row.Entry.PeopleBeginInSimpleView : authority.PeopleBeginInSimpleView,
        };
        if (authority.Country != entry.Country || authority.Kind != entry.Kind)
            errors.Add(new FieldError("kind", "registration.import.stays"));
        else if (!RegistrationChecks.Changed(RegistrationChecks.EntryOf(authority), entry).Any())
            check.Unchanged++;
        else if (check.Against?.Invoke(entry, authority) is { } against)
            errors.Add(against);
        else
            check.Corrected.Add(entry);
    }

    private static List<FieldError> SetUp(AuthorityEntry entry, Authority? known, ImportCheck check)
    {
        var isOnly = known is not null && check.Corrected.Count == check.CorrectedBefore;
        var before = check.SetUps.Planned.Count;
        List<FieldError> errors = [.. check.SetUps.Plan(known is null ? entry : entry with { Id = known.Id }, known, isOnly)];
        if (isOnly && check.SetUps.Planned.Count > before)
            check.Unchanged--; // The row changes settings.
        return errors;
    }

    private async Task RegisterAsync(ImportRow row, Country country, ImportCheck check, List<FieldError> errors, CancellationToken cancellationToken)
    {
        var entry = row.Entry;

        // A country that has left keeps its authorities, but no new ones can be registered.
        if (!country.TakesPartOn(DeadlineCalendar.Today(time)))
            errors.Add(NoCountry(entry));
        else if (check.Against?.Invoke(entry, null) is { } against)
            errors.Add(against);
        else if (entry.Kind == AuthorityKind.NationalCoordinator && check.Against is not null && !check.Nationals.Add(entry.Country))
            errors.Add(new FieldError("kind", "registration.import.twice"));
        else if (row.Code != ImportService.Another && (await AlikeAsync(entry.Country, check, cancellationToken)).Find(entry) is { } alike)
            errors.Add(
                new FieldError(
                    "code",
                    "registration.import.alike",
                    new Dictionary<string, object?>(StringComparer.Ordinal)
                    {
                        ["code"] = alike.Code,
                        ["name"] = alike.InformalTitle,
                        ["another"] = ImportService.Another,
                    }
                )
            );
        else
            check.New.Add(entry);
    }

    private async Task<AlikeIndex> AlikeAsync(string country, ImportCheck check, CancellationToken cancellationToken)
    {
        if (!check.Alike.TryGetValue(country, out var index))
            check.Alike[country] = index = new AlikeIndex(await AlikeIndex.Query(database, country).ToListAsync(cancellationToken));
        return index;
    }

    private static FieldError NoCountry(AuthorityEntry entry) => new("country", "registration.import.country", "country", entry.Country);

    /// <summary>The registered authorities that some rows refer to.</summary>
    private sealed record Known(Dictionary<string, Authority> ByCode, Dictionary<(string Country, string Identifier), Authority> ByIdentifier)
    {
        /// <summary>The authority that a row refers to: none, one, or two if its code and its identifier belong to different ones.</summary>
        public IReadOnlyList<Authority> Of(ImportRow row) =>
            [
                .. new[] { ByCode.GetValueOrDefault(row.Code), ByIdentifier.GetValueOrDefault((row.Entry.Country, row.Entry.NationalIdentifier)) }
                    .OfType<Authority>()
                    .DistinctBy(one => one.Id),
            ];
    }

    private sealed record ImportCheck(
        Dictionary<string, Country> Countries,
        HashSet<(string Country, string Region)> Regions,
        Func<AuthorityEntry, Authority?, FieldError?>? Against,
        ImportSetupReader.SetupCheck SetUps
    )
    {
        public HashSet<(string Country, string Identifier)> Seen { get; } = [];

        public HashSet<string> Nationals { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, AlikeIndex> Alike { get; } = new(StringComparer.Ordinal);

        public List<AuthorityEntry> New { get; } = [];

        public List<AuthorityEntry> Corrected { get; } = [];

        public List<ImportProblem> Problems { get; } = [];

        public int Unchanged { get; set; }

        public int CorrectedBefore { get; set; }
    }
}

/// <summary>The changes that a table would make.</summary>
internal sealed record ImportPlan(
    IReadOnlyList<AuthorityEntry> New,
    IReadOnlyList<AuthorityEntry> Corrected,
    IReadOnlyList<PlannedSetup> SetUps,
    int Unchanged,
    IReadOnlyList<ImportProblem> Problems
)
{
    /// <summary>The number of entries that would change.</summary>
    public int CorrectedCount => Corrected.Count + SetUps.Where(one => one.IsOnly).Select(one => one.AuthorityId).Distinct().Count();
}
