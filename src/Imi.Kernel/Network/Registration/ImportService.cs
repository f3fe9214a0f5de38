using System.Runtime.CompilerServices;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Registration.Import;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Registration;

/// <summary>
/// Imports tables of authorities into the registry. Rows are matched by code, or by country and national identifier, so importing the same table
/// again changes nothing.
/// </summary>
public sealed class ImportService(ImiDbContext database, ImportReader reader, ImportBatchStore batches, DatabaseFaults faults)
{
    /// <summary>The value of the column <c>code</c> that confirms a new authority despite its similarity to a registered one.</summary>
    public const string Another = "new";

    private const int ExportedAtOnce = 500;
    private const int MostAttempts = 5;

    /// <summary>Checks all rows and, if all are valid and it is no dry run, registers and corrects the authorities.</summary>
    /// <param name="rows">The rows, by the columns in <see cref="ImportRow.Columns"/>.</param>
    /// <param name="isDryRun">Whether only to check.</param>
    /// <param name="actor">
    /// The user; rows that this user may neither register nor correct are reported as problems. Null for the platform's operator.
    /// </param>
    /// <param name="progress">Receives the number of rows checked or written; null if not needed.</param>
    /// <param name="cancellationToken">
    /// Cancels the import. Batches already written remain; importing the same table again continues from there.
    /// </param>
    public async Task<ImportReport> ImportAsync(
        IEnumerable<IReadOnlyDictionary<string, string>> rows,
        bool isDryRun,
        Actor? actor,
        IProgress<int>? progress,
        CancellationToken cancellationToken
    )
    {
        var (registered, corrected) = (0, 0);
        int? unchanged = null;
        for (var attempt = 1; ; attempt++)
        {
            var plan = await reader.CheckAsync(rows, actor, progress, cancellationToken);
            unchanged ??= plan.Unchanged; // Later attempts would also count what this import wrote.
            if (plan.Problems.Count > 0 || isDryRun)
                return new ImportReport(registered + plan.New.Count, corrected + plan.CorrectedCount, unchanged.Value, plan.Problems, IsDone: false);
            try
            {
                var isStale = false;
                foreach (var batch in batches.BatchesOf(plan, actor))
                {
                    if (await batches.WriteAsync(batch, cancellationToken) is not { } written)
                    {
                        isStale = true;
                        break;
                    }

                    (registered, corrected) = batch.IsNew ? (registered + written, corrected) : (registered, corrected + written);
                    progress?.Report(registered + corrected);
                }

                if (!isStale)
                    return new ImportReport(registered, corrected, unchanged.Value, [], IsDone: true);
                if (attempt == MostAttempts)
                    throw new DbUpdateConcurrencyException("Others change the same authorities all the time. Import the table again later.");
            }
            catch (DbUpdateException failure) when (attempt < MostAttempts && faults.Of(failure) == DatabaseFault.Duplicate)
            {
                // Another user registered one of them in the meantime, perhaps with the same table: check again and continue.
            }
        }
    }

    /// <summary>Reads authorities as rows of a table that can be imported again, by country and code, in batches.</summary>
    /// <param name="query">The filter. The Commission itself is never exported.</param>
    /// <param name="cancellationToken">Cancels the export.</param>
    public async IAsyncEnumerable<(string Code, AuthorityEntry Entry)> ExportAsync(
        AuthorityFilter query,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        for (var after = query.After; ; )
        {
            var part = await ExportQuery(database, query with { After = after })
                .Take(ExportedAtOnce)
                .Include(authority => authority.Names)
                .Include(authority => authority.Setups)
                .Include(authority => authority.Competences)
                .AsSplitQuery()
                .AsNoTracking()
                .ToListAsync(cancellationToken);
            foreach (var authority in part)
                yield return (authority.Code, RegistrationChecks.EntryOf(authority));

            if (part.Count < ExportedAtOnce)
                yield break;
            after = new AuthorityCursor(part[^1].Country, part[^1].Code);
        }
    }

    internal static IQueryable<Authority> ExportQuery(ImiDbContext database, AuthorityFilter query) =>
        AuthorityDirectory
            .Matching(database, query)
            .Where(authority => authority.Kind != AuthorityKind.EuropeanCommission)
            .OrderBy(authority => authority.Country)
            .ThenBy(authority => authority.Code);
}

/// <summary>The result of an import of authorities.</summary>
/// <param name="Registered">The number of authorities registered, or to be registered.</param>
/// <param name="Corrected">The number of entries corrected, or to be corrected.</param>
/// <param name="Unchanged">The number of rows that match the registry.</param>
/// <param name="Problems">The problems, by row.</param>
/// <param name="IsDone">Whether the table was imported.</param>
public sealed record ImportReport(int Registered, int Corrected, int Unchanged, IReadOnlyList<ImportProblem> Problems, bool IsDone);
