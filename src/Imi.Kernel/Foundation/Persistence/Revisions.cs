using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>Claims rows that count their changes in a property <c>Revision</c>, so that simultaneous transactions change a row one after the other.</summary>
internal static class Revisions
{
    private const string Revision = nameof(Revision);

    /// <summary>
    /// Increases the revision of rows, within the caller's write transaction. Other transactions that claim one of the rows wait until this one ends.
    /// Read what is to be changed, and check rights, after the claim.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="seen">The revision that the person saw; null to claim the rows whatever their revision is.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether any row was claimed: false if there is none, or another transaction changed it since the revision that the person saw.</returns>
    public static async Task<bool> ClaimAsync<T>(this IQueryable<T> rows, int? seen, CancellationToken cancellationToken)
        where T : class =>
        await (seen is { } revision ? rows.Where(row => EF.Property<int>(row, Revision) == revision) : rows).ExecuteUpdateAsync(
            change => change.SetProperty(row => EF.Property<int>(row, Revision), row => EF.Property<int>(row, Revision) + 1),
            cancellationToken
        ) > 0;
}
