using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Ledger.Chain;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Foundation.Ledger;

/// <summary>Stores the ledger of blocking and deletion: in the database in the transaction of the action, then in its file.</summary>
public sealed class LedgerStore(ImiDbContext database, DatabaseSettings settings, Journal journal, TimeProvider time)
{
    private const int BatchSize = 1_000;

    /// <summary>The maximum length of a rule in characters.</summary>
    internal const int LongestRule = 60;

    /// <summary>Makes other sweeps wait until the transaction ends. Call it first in the transaction of a sweep.</summary>
    internal Task LockAsync(CancellationToken cancellationToken) =>
        database.Set<LedgerHead>().ExecuteUpdateAsync(change => change.SetProperty(head => head.Sequence, head => head.Sequence), cancellationToken);

    /// <summary>Reads the end of the ledger.</summary>
    internal Task<LedgerHead> HeadAsync(CancellationToken cancellationToken) => database.Set<LedgerHead>().AsNoTracking().SingleAsync(cancellationToken);

    /// <summary>Adds entries, and one journal entry for all of them. Call it last in the transaction.</summary>
    internal async Task AppendAsync(LedgerAction action, IEnumerable<(Guid Concerned, string Rule)> items, CancellationToken cancellationToken)
    {
        var head = await HeadAsync(cancellationToken);
        var (sequence, hash) = (head.Sequence, head.Hash);
        var now = UtcConverter.ToStore(time.GetUtcNow().UtcDateTime);
        var entries = new List<LedgerEntry>();
        foreach (var (concerned, rule) in items)
        {
            entries.Add(LedgerChain.Next(sequence + 1, now, concerned, action, rule, hash));
            (sequence, hash) = (sequence + 1, entries[^1].Hash);
        }

        await KeepAsync(entries, cancellationToken);
    }

    /// <summary>Adds existing entries: new ones, or those of the file that a restored database lacks.</summary>
    internal async Task KeepAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
            return;
        await database.InsertPlainlyAsync(entries, cancellationToken);
        var (sequence, hash) = (entries[^1].Sequence, entries[^1].Hash);
        await database
            .Set<LedgerHead>()
            .ExecuteUpdateAsync(change => change.SetProperty(head => head.Sequence, sequence).SetProperty(head => head.Hash, hash), cancellationToken);
        await journal.AppendAsync(null, null, null, "retention", $"ledger {entries[0].Sequence}-{sequence} {hash}", cancellationToken);
    }

    /// <summary>Appends to the file the entries that only the database has.</summary>
    internal Task WriteFileAsync(CancellationToken cancellationToken) =>
        LedgerFile.AppendAsync(settings.LedgerPath, async (last, stop) => await After(database, last?.Sequence ?? 0).ToListAsync(stop), cancellationToken);

    /// <summary>The entries that the file has and the database lacks because it was restored from before them.</summary>
    /// <exception cref="ConfigurationProblem">File and database contradict each other, or the file is broken.</exception>
    internal async Task<IReadOnlyList<LedgerEntry>> MissingAsync(CancellationToken cancellationToken)
    {
        var path = settings.LedgerPath;
        if (await LedgerFile.LastAsync(path, cancellationToken) is not { } last)
            return [];
        var head = await HeadAsync(cancellationToken);
        var isAhead = last.Sequence > head.Sequence;
        var missing = isAhead ? await LedgerFile.AfterAsync(path, head.Sequence, cancellationToken).ToListAsync(cancellationToken) : [];
        var fits = isAhead
            ? missing.Count > 0 && missing[0].PreviousHash == head.Hash
            : await database.Set<LedgerEntry>().AnyAsync(entry => entry.Sequence == last.Sequence && entry.Hash == last.Hash, cancellationToken);
        return fits
            ? missing
            : throw new ConfigurationProblem($"The retention ledger '{path}' and the database contradict each other: the file belongs to another database.");
    }

    /// <summary>Verifies the whole chain in the database.</summary>
    /// <returns>The sequence number of the first invalid or missing entry; null if the chain is intact.</returns>
    internal async Task<long?> BreakAsync(CancellationToken cancellationToken)
    {
        var (sequence, hash) = (0L, LedgerChain.FirstHash);
        while (await After(database, sequence).ToListAsync(cancellationToken) is { Count: > 0 } batch)
        {
            foreach (var entry in batch)
            {
                if (!LedgerChain.Follows(entry, sequence, hash))
                    return sequence + 1;
                (sequence, hash) = (entry.Sequence, entry.Hash);
            }
        }

        var head = await HeadAsync(cancellationToken);
        return head.Sequence == sequence && head.Hash == hash ? null : sequence + 1;
    }

    internal static IQueryable<LedgerEntry> After(ImiDbContext database, long sequence) =>
        database.Set<LedgerEntry>().AsNoTracking().Where(entry => entry.Sequence > sequence).OrderBy(entry => entry.Sequence).Take(BatchSize);
}
