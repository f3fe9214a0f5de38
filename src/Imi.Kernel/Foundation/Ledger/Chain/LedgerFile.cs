using System.Runtime.CompilerServices;
using Imi.Kernel.Foundation.Persistence;

namespace Imi.Kernel.Foundation.Ledger.Chain;

/// <summary>
/// The copy of the ledger outside the database: an append-only file that is not part of content backups, so that deletions can be repeated on
/// a database that was restored from before them.
/// </summary>
internal static class LedgerFile
{
    /// <summary>The last entry; null if there is none.</summary>
    /// <exception cref="ConfigurationProblem">The last line is not an entry.</exception>
    public static async Task<LedgerEntry?> LastAsync(string path, CancellationToken cancellationToken) =>
        await GrowingFile.LastLineOfAsync(path, cancellationToken) is { } line ? Whole(line) : null;

    /// <summary>Reads the entries after a sequence number and checks the chain from its start. Skips an incomplete last line.</summary>
    /// <exception cref="ConfigurationProblem">A line does not continue the chain.</exception>
    public static async IAsyncEnumerable<LedgerEntry> AfterAsync(string path, long sequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LedgerEntry? before = null;
        await foreach (var line in GrowingFile.LinesOfAsync(path, cancellationToken))
        {
            if (LedgerChain.Parse(line) is not { } entry || !LedgerChain.Follows(entry, before?.Sequence ?? 0, before?.Hash ?? LedgerChain.FirstHash))
                throw new ConfigurationProblem($"The retention ledger '{path}' is broken after entry {before?.Sequence ?? 0}: replace it with an intact copy.");
            before = entry;
            if (entry.Sequence > sequence)
                yield return entry;
        }
    }

    /// <summary>Appends the entries that the file lacks; one process at a time.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="entriesAfter">Reads a batch of the database's entries after the given entry; after null, from the first.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async Task AppendAsync(
        string path,
        Func<LedgerEntry?, CancellationToken, Task<IReadOnlyList<LedgerEntry>>> entriesAfter,
        CancellationToken cancellationToken
    )
    {
        await using var file = await GrowingFile.OpenAsync(path, cancellationToken);
        var last = file.LastLine is { } line ? Whole(line) : null;
        while (await entriesAfter(last, cancellationToken) is { Count: > 0 } missing)
        {
            await file.AddAsync(missing.Select(LedgerChain.Line), cancellationToken);
            last = missing[^1];
        }
    }

    /// <exception cref="ConfigurationProblem">The line is not an entry.</exception>
    private static LedgerEntry Whole(string line) =>
        LedgerChain.Parse(line) ?? throw new ConfigurationProblem("The last line of the retention ledger is not an entry: replace it with an intact copy.");
}
