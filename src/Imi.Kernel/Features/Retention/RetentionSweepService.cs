using System.Data.Common;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Erasure;
using Imi.Kernel.Foundation.Ledger;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Retention;

/// <summary>
/// Hides personal data and deletes content on time, for all modules alike. It can run on several nodes at once and can be repeated or
/// interrupted at any point.
/// </summary>
public sealed class RetentionSweepService(
    ImiDbContext database,
    IDatabaseProvider provider,
    ErasureStore erasure,
    LedgerStore ledger,
    RetentionWarningService warnings,
    RetentionEndService endings,
    IEnumerable<IRetentionStep> steps,
    TimeProvider time
)
{
    /// <summary>The failure of a run that did nothing because the clock may be wrong.</summary>
    public const string ClockFailure = "clock";

    /// <summary>The failure of a run in which the database changed an unexpected number of rows, so that some actions are still due.</summary>
    public const string MismatchFailure = "mismatch";

    private const int LongestPauseDays = 31;
    private static readonly TimeSpan SubmissionsKeptFor = TimeSpan.FromDays(30);

    /// <summary>Warns, ends, hides and deletes everything that is due, and runs the further steps of retention.</summary>
    /// <exception cref="ConfigurationProblem">The ledger's file is broken or belongs to another database.</exception>
    public async Task<RetentionReport> RunAsync(RetentionOrder order, IProgress<RetentionProgress>? progress, CancellationToken cancellationToken)
    {
        var today = DeadlineCalendar.Today(time);
        var day = order.Day is { } asked && asked < today ? asked : today;
        var started = time.GetUtcNow();
        await RepeatLedgerAsync(cancellationToken);
        var counts = RetentionCounts.None;
        var stopped = new HashSet<Guid>();
        var failure = order.IsConfirmed || await IsClockTrustedAsync(today, cancellationToken) ? null : ClockFailure;
        try
        {
            if (failure is null)
            {
                await warnings.SetMissingDaysAsync(cancellationToken);
                counts = counts with { Warned = await warnings.WarnAsync(day, Report(progress, "warn"), cancellationToken) };
                await endings.EndAsync(day, cancellationToken);
                counts = counts with { Hidden = await SweepAsync(LedgerAction.Hidden, day, order.BatchSize, stopped, "hide", progress, cancellationToken) };
                counts = counts with { Deleted = await SweepAsync(LedgerAction.Deleted, day, order.BatchSize, stopped, "delete", progress, cancellationToken) };
                counts = counts with
                {
                    Drafts = await SweepAsync(LedgerAction.DraftRemoved, day, order.BatchSize, stopped, "drafts", progress, cancellationToken),
                };
                counts = counts with
                {
                    Users = await SweepAsync(LedgerAction.UserDeleted, day, order.BatchSize, stopped, "users", progress, cancellationToken),
                };
                foreach (var step in steps)
                    await step.RunAsync(day, cancellationToken);
                await DeleteSubmissionsAsync(cancellationToken);
                if (counts.Deleted + counts.Drafts + counts.Users > 0)
                    await provider.EraseTracesAsync(database, cancellationToken);
                if (stopped.Count > 0)
                    failure = MismatchFailure;
            }
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException or IOException)
        {
            // Completed batches stay; the next run continues. The exception's message may contain data, so only its kind is recorded.
            database.ChangeTracker.Clear();
            failure = new DatabaseFaults(provider).Of(fault)?.ToString().ToLowerInvariant() ?? "fault";
        }

        var report = new RetentionReport(day, counts, failure) { Stopped = [.. stopped] };
        await NoteAsync(report, started, cancellationToken);
        return report;
    }

    /// <summary>
    /// Repeats the actions of the ledger's file that a restored database does not contain. Call it before the platform answers requests.
    /// </summary>
    /// <returns>The number of entries that the database did not contain.</returns>
    /// <exception cref="ConfigurationProblem">The ledger's file is broken or belongs to another database.</exception>
    public async Task<int> RepeatLedgerAsync(CancellationToken cancellationToken)
    {
        var missing = await ledger.MissingAsync(cancellationToken);
        foreach (var batch in missing.Chunk(ErasureStore.BatchSize))
            await erasure.RepeatAsync(batch, cancellationToken);
        await ledger.WriteFileAsync(cancellationToken);
        if (missing.Count > 0)
            await provider.EraseTracesAsync(database, cancellationToken);
        return missing.Count;
    }

    /// <summary>Counts what is due on a day by action and module. For a later day than today, assumes that nothing changes until then.</summary>
    public async Task<IReadOnlyList<RetentionDue>> DueAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var due = new List<RetentionDue>();
        foreach (var action in ErasureStore.ToExchanges)
        {
            var counts = await DueCounts(database, action, day).ToListAsync(cancellationToken);
            due.AddRange(counts.Select(count => new RetentionDue(action, count.Module, count.Count)));
        }

        var users = await FormerUserStore.DueOf(database, day).CountAsync(cancellationToken);
        return users > 0 ? [.. due, new RetentionDue(LedgerAction.UserDeleted, "", users)] : due;
    }

    /// <summary>Gets the status of retention. Verifies the whole ledger, which takes time.</summary>
    public async Task<RetentionStatus> StatusAsync(CancellationToken cancellationToken)
    {
        var head = await ledger.HeadAsync(cancellationToken);
        return new RetentionStatus(
            head.LastDay,
            head.Sequence,
            head.Hash,
            await ledger.BreakAsync(cancellationToken),
            await DueAsync(DeadlineCalendar.Today(time), cancellationToken),
            await database.Set<RetentionHold>().Where(hold => hold.EndedAt == null).Select(hold => hold.ExchangeId).Distinct().CountAsync(cancellationToken)
        );
    }

    internal static IQueryable<DueCount> DueCounts(ImiDbContext database, LedgerAction action, DateOnly day) =>
        ErasureStore.DueOf(database, action, day).GroupBy(exchange => exchange.Module).Select(group => new DueCount(group.Key, group.Count()));

    private async Task<int> SweepAsync(
        LedgerAction action,
        DateOnly day,
        int? fixedSize,
        HashSet<Guid> stopped,
        string name,
        IProgress<RetentionProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var total = progress is null ? 0 : await ErasureStore.Due(database, action, day).CountAsync(cancellationToken);
        var stoppedHere = new HashSet<Guid>();
        for (var (done, most) = (0, fixedSize ?? ErasureStore.BatchSize); ; )
        {
            var began = time.GetTimestamp();
            var step = await erasure.DoNextAsync(action, day, most, stoppedHere, cancellationToken);
            database.ChangeTracker.Clear();
            done += step.Done;
            if (step.Done > 0)
            {
                await ledger.WriteFileAsync(cancellationToken);
                progress?.Report(new RetentionProgress(name, done, total));
            }

            if (step.Due < most)
            {
                await erasure.DeleteFaultsAsync(action, stoppedHere, cancellationToken);
                stopped.UnionWith(stoppedHere);
                return done;
            }

            most = fixedSize ?? ErasureStore.NextBatch(most, time.GetElapsedTime(began));
        }
    }

    /// <summary>
    /// Returns whether at most a month has passed since the last run. A longer pause may be a wrong clock, and deletion cannot be undone.
    /// </summary>
    private async Task<bool> IsClockTrustedAsync(DateOnly today, CancellationToken cancellationToken) =>
        (await ledger.HeadAsync(cancellationToken)).LastDay is not { } last || today.DayNumber - last.DayNumber <= LongestPauseDays;

    /// <summary>
    /// Deletes old submissions. Their hash would confirm a correct guess of the content, and a month suffices to recognise repeated submissions.
    /// </summary>
    private Task DeleteSubmissionsAsync(CancellationToken cancellationToken)
    {
        var before = (time.GetUtcNow() - SubmissionsKeptFor).UtcDateTime;
        return database.WriteAsync(stop => database.Set<Submission>().Where(submission => submission.At < before).ExecuteDeleteAsync(stop), cancellationToken);
    }

    private Task NoteAsync(RetentionReport report, DateTimeOffset started, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                await ledger.LockAsync(stop);
                if (report.Failure != ClockFailure)
                {
                    DateOnly? day = report.Day;
                    await database
                        .Set<LedgerHead>()
                        .Where(head => head.LastDay == null || head.LastDay < day)
                        .ExecuteUpdateAsync(change => change.SetProperty(head => head.LastDay, day), stop);
                }

                if (!report.Counts.IsNothing || report.Failure is not null)
                    database
                        .Set<RetentionRun>()
                        .Add(new RetentionRun(OrderedId.Next(started), started.UtcDateTime, report.Day, report.Counts, report.Failure ?? ""));
            },
            cancellationToken
        );

    private static Action<int, int> Report(IProgress<RetentionProgress>? progress, string step) =>
        (done, total) => progress?.Report(new RetentionProgress(step, done, total));
}

/// <summary>The number of exchanges of a module that are due.</summary>
internal sealed record DueCount(string Module, int Count);
