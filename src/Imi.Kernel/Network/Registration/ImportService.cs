using System.Runtime.CompilerServices;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Registration.Import;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Registration;

/// <summary>
/// Brings the registry in step with a table of authorities. The same table twice changes nothing the second time: a row is the
/// authority of its code, or of its country and national identifier.
/// </summary>
public sealed class ImportService(ImiDbContext database, ImportReader reader, AuthorityStore book, DatabaseFaults faults)
{
    /// <summary>What stands in the column <c>code</c> of an authority that is like a registered one and another all the same.</summary>
    public const string Another = "new";

    private const int BatchSize = 100;
    private const int ExportedAtOnce = 500;
    private const int MostAttempts = 3;

    /// <summary>Looks at every row, and where all are right and it is no dry run, registers and corrects what they say.</summary>
    /// <param name="rows">The table: by column, as <see cref="ImportRow.Columns"/> names them.</param>
    /// <param name="isDryRun">Whether nothing is to be changed.</param>
    /// <param name="actor">Who imports it: what this person may neither register nor correct is a problem of its row. Null for whoever operates the platform.</param>
    /// <param name="progress">How many rows are looked at or written; null where nobody waits.</param>
    /// <param name="cancellationToken">Ends the run; what is written stays, and the same table goes on from there.</param>
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
            unchanged ??= plan.Unchanged; // Later it counts what was written here too.
            if (plan.Problems.Count > 0 || isDryRun)
                return new ImportReport(registered + plan.New.Count, corrected + plan.CorrectedCount, unchanged.Value, plan.Problems, IsDone: false);
            try
            {
                foreach (var batch in plan.New.Chunk(BatchSize))
                {
                    registered += await WriteAsync(stop => book.AddAsync(batch, actor?.UserId, stop), cancellationToken);
                    progress?.Report(registered + corrected);
                }

                foreach (var batch in plan.Corrected.Chunk(BatchSize))
                {
                    corrected += await WriteAsync(stop => book.AmendAsync(batch, actor?.UserId, stop), cancellationToken);
                    progress?.Report(registered + corrected);
                }

                foreach (var batch in plan.SetUps.GroupBy(one => one.AuthorityId).Chunk(BatchSize))
                {
                    corrected += await WriteAsync(stop => book.SetUpAsync([.. batch.SelectMany(one => one)], actor?.UserId, stop), cancellationToken);
                    progress?.Report(registered + corrected);
                }

                return new ImportReport(registered, corrected, unchanged.Value, [], IsDone: true);
            }
            catch (DbUpdateException failure) when (attempt < MostAttempts && faults.Of(failure) == DatabaseFault.Duplicate)
            {
                // Somebody else registered one of them meanwhile, with the same table sent twice perhaps: look again and go on.
            }
        }
    }

    /// <summary>Authorities as the rows of a table that can be imported again, by country and code, some hundreds at a time.</summary>
    /// <param name="query">Which; the Commission itself is in no table.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
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

    private async Task<int> WriteAsync(Func<CancellationToken, Task<int>> write, CancellationToken cancellationToken)
    {
        var written = await database.WriteAsync(write, cancellationToken);
        database.ChangeTracker.Clear();
        return written;
    }
}

/// <summary>What became of an import.</summary>
/// <param name="Registered">How many authorities were registered, or would be.</param>
/// <param name="Corrected">How many entries were corrected, or would be.</param>
/// <param name="Unchanged">How many rows say what is registered already.</param>
/// <param name="Problems">What is wrong, row by row.</param>
/// <param name="IsDone">Whether the registry says what the table says.</param>
public sealed record ImportReport(int Registered, int Corrected, int Unchanged, IReadOnlyList<ImportProblem> Problems, bool IsDone);
