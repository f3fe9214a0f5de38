using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Translation.Runs;

/// <summary>Claims requests for a node and releases them.</summary>
public sealed class TranslationRequestStore(ImiDbContext database, TimeProvider time)
{
    /// <summary>How often a request is tried without progress: about a week.</summary>
    private const int MostAttempts = 40;

    private const int MostDue = 50;
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>The requests that are due and on which no node works, the longest waiting first.</summary>
    internal static IQueryable<TranslationRequest> DueQuery(ImiDbContext database, DateTime now) =>
        database
            .Set<TranslationRequest>()
            .AsNoTracking()
            .Where(request => request.NotBefore <= now && (request.ClaimedUntil == null || request.ClaimedUntil <= now))
            .OrderBy(request => request.NotBefore)
            .Take(MostDue);

    /// <summary>Drops requests whose nodes died again and again, and returns those that are due.</summary>
    internal async Task<IReadOnlyList<TranslationScope>> DueAsync(CancellationToken cancellationToken)
    {
        var due = await DueQuery(database, Now).ToListAsync(cancellationToken);
        foreach (var scope in due.Where(request => request.Attempts >= MostAttempts).Select(request => request.Scope))
            await database.WriteAsync(stop => DropAsync(scope, stop), cancellationToken);
        return [.. due.Where(request => request.Attempts < MostAttempts).Select(request => request.Scope)];
    }

    /// <summary>Claims a request in one statement, so that of several nodes one gets it.</summary>
    /// <returns>Whether this node works on it now; false if it is not due, another node works on it, or there is none.</returns>
    internal Task<bool> ClaimAsync(TranslationScope scope, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
                await Rows(scope)
                    .Where(request => request.NotBefore <= Now && (request.ClaimedUntil == null || request.ClaimedUntil <= Now))
                    .ExecuteUpdateAsync(
                        change => change.SetProperty(one => one.ClaimedUntil, Now + Claim).SetProperty(one => one.Attempts, one => one.Attempts + 1),
                        stop
                    ) == 1,
            cancellationToken
        );

    /// <summary>Notes within the caller's transaction that sentences were stored: the claim lasts longer, and the count of attempts starts again.</summary>
    internal Task NoteProgressAsync(TranslationScope scope, CancellationToken cancellationToken) =>
        Rows(scope)
            .ExecuteUpdateAsync(change => change.SetProperty(one => one.ClaimedUntil, Now + Claim).SetProperty(one => one.Attempts, 0), cancellationToken);

    /// <summary>Lets the claim last longer within the caller's transaction, because the work goes on.</summary>
    internal Task ExtendAsync(TranslationScope scope, CancellationToken cancellationToken) =>
        Rows(scope).ExecuteUpdateAsync(change => change.SetProperty(one => one.ClaimedUntil, Now + Claim), cancellationToken);

    /// <summary>Makes a request due within the caller's transaction, because an engine answered.</summary>
    /// <returns>Whether there is a request.</returns>
    internal async Task<bool> WakeAsync(TranslationScope scope, CancellationToken cancellationToken) =>
        await Rows(scope).ExecuteUpdateAsync(change => change.SetProperty(one => one.NotBefore, Now), cancellationToken) > 0;

    /// <summary>
    /// Ends the work of this node. Without a fault and open submissions the request is done; otherwise it waits. After <see cref="MostAttempts"/> without
    /// progress it is dropped, and the page offers it again.
    /// </summary>
    /// <returns>Whether it was released: false if an answer arrived meanwhile, so that the node goes on.</returns>
    internal Task<bool> ReleaseAsync(TranslationScope scope, TranslationFault? fault, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                // This statement locks the row: an answer that is being stored is either seen below or makes the request due afterwards.
                await ExtendAsync(scope, stop);
                var open = await SubmissionStore
                    .OpenQuery(database, scope)
                    .AsNoTracking()
                    .Select(one => new { one.NotAfter, one.AnsweredAt })
                    .ToListAsync(stop);
                if (fault is null && open.Exists(one => one.AnsweredAt is not null))
                    return false;
                if (await Rows(scope).FirstOrDefaultAsync(stop) is not { } request)
                    return true;
                if ((fault is null && open.Count == 0) || request.Attempts >= MostAttempts)
                    await DropAsync(scope, stop);
                else
                    request.Release(fault is null ? open.Min(one => one.NotAfter) : Now + WaitAfter(request.Attempts), fault);
                return true;
            },
            cancellationToken
        );

    private async Task DropAsync(TranslationScope scope, CancellationToken cancellationToken)
    {
        await SubmissionStore.OpenQuery(database, scope).ExecuteDeleteAsync(cancellationToken);
        await Rows(scope).ExecuteDeleteAsync(cancellationToken);
    }

    private IQueryable<TranslationRequest> Rows(TranslationScope scope) => TranslationQuery.RequestQuery(database, scope).AsTracking();

    private static TimeSpan WaitAfter(int attempts)
    {
        var wait = TimeSpan.FromSeconds(30 * Math.Pow(2, Math.Clamp(attempts - 1, 0, 10)));
        return wait < LongestWait ? wait : LongestWait;
    }
}
