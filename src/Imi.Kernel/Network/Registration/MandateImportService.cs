using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;
using Imi.Kernel.Network.Registration.Import;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Registration;

/// <summary>
/// Imports tables of mandates, under the same rules as single grants: all rows or none. Importing the same table again changes nothing.
/// </summary>
public sealed class MandateImportService(
    ImiDbContext database,
    ModuleCatalogue catalogue,
    AccessPolicy policy,
    CoordinatorQuery coordinatorQuery,
    MandateService mandates,
    TimeProvider time
)
{
    /// <summary>The maximum number of rows in a table uploaded on the page.</summary>
    public const int MostRows = 10_000;

    /// <summary>The maximum size of a table uploaded on the page, in bytes.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    /// <summary>The columns of a table.</summary>
    public static IReadOnlyList<string> Columns => MandateRow.Columns;

    /// <summary>Whether the person could grant mandates to any authority.</summary>
    public async Task<bool> MayImportAsync(Actor actor, CancellationToken cancellationToken)
    {
        var countries = await coordinatorQuery.FactsAsync(null, Today, cancellationToken);
        return countries.Any(country =>
        {
            List<CoordinatorAccess> coordinators = [.. country.Select(one => one.Facts)];
            var regions = coordinators.SelectMany(one => one.Scopes ?? []).Select(scope => scope.Region).Append(null).Distinct();
            return regions.Any(region =>
                catalogue.Modules.Any(module =>
                    ((bool[])[false, true]).Any(isCoordinator =>
                        policy.MayGrantMandates(actor, new GrantTarget(Guid.Empty, isCoordinator, coordinators) { Region = region }, module.Name)
                    )
                )
            );
        });
    }

    /// <summary>Checks all rows and, if all are valid and it is no dry run, sets the mandates.</summary>
    /// <param name="rows">The rows, by the columns in <see cref="Columns"/>.</param>
    /// <param name="isDryRun">Whether only to check.</param>
    /// <param name="actor">The user; rows that this user may not grant are reported as problems. Null for the platform's operator.</param>
    /// <param name="cancellationToken">Cancels the call before anything is changed.</param>
    public Task<MandateImportReport> ImportAsync(
        IReadOnlyList<IReadOnlyDictionary<string, string>> rows,
        bool isDryRun,
        Actor? actor,
        CancellationToken cancellationToken
    ) =>
        database.WriteIfAsync(
            async stop =>
            {
                List<MandateRow> read = [.. rows.Select((cells, index) => MandateRow.Read(cells is TableRow row ? row.Number : index + 2, cells))];
                if (!isDryRun)
                {
                    List<string> named = [.. read.Select(row => row.Authority).Distinct(StringComparer.Ordinal)];
                    await NamedQuery(database, named).ClaimAsync(null, stop);
                }

                var reader = new MandateRowParser(
                    catalogue,
                    policy,
                    await AuthoritiesAsync(read, stop),
                    await coordinatorQuery.FactsAsync(null, Today, stop),
                    actor,
                    Today
                );
                var problems = new List<ImportProblem>();
                var changes = new List<(Authority Authority, MandateRow Row, MandateSetting Setting)>();
                foreach (var row in read)
                {
                    var (authority, setting, errors) = reader.Read(row);
                    problems.AddRange(errors.Select(error => new ImportProblem(row.Number, error)));
                    if (errors.Count == 0 && !MandateService.IsSet(authority!, row.Area, row.Procedure, setting!, Today))
                        changes.Add((authority!, row, setting!));
                }

                var isDone = problems.Count == 0 && !isDryRun;
                if (isDone)
                {
                    foreach (var (authority, row, setting) in changes)
                        await mandates.ApplyAsync(authority, row.Area, row.Procedure, setting, actor?.UserId, Today, stop);
                }

                return (new MandateImportReport(changes.Count, read.Count - changes.Count, problems, isDone), isDone && changes.Count > 0);
            },
            cancellationToken
        );

    /// <summary>The authorities in the rows, including the coordinators, by code.</summary>
    private async Task<Dictionary<string, Authority>> AuthoritiesAsync(List<MandateRow> rows, CancellationToken cancellationToken)
    {
        List<string> codes = [.. rows.Select(row => row.Authority).Concat(rows.SelectMany(row => row.Coordinators)).Distinct(StringComparer.Ordinal)];
        return await NamedQuery(database, codes)
            .Include(authority => authority.Mandates)
            .ToDictionaryAsync(authority => authority.Code, StringComparer.Ordinal, cancellationToken);
    }

    internal static IQueryable<Authority> NamedQuery(ImiDbContext database, List<string> codes) =>
        database.Set<Authority>().Where(authority => EF.Parameter(codes).Contains(authority.Code) && authority.DeactivatedOn == null);

    private DateOnly Today => DeadlineCalendar.Today(time);
}

/// <summary>The result of an import of mandates.</summary>
/// <param name="Changed">The number of rows with changes made, or to be made.</param>
/// <param name="Unchanged">The number of rows without changes, including those with problems.</param>
/// <param name="Problems">The problems, by row.</param>
/// <param name="IsDone">Whether the table was imported.</param>
public sealed record MandateImportReport(int Changed, int Unchanged, IReadOnlyList<ImportProblem> Problems, bool IsDone);
