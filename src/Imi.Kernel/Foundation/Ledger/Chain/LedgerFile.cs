using System.Runtime.CompilerServices;
using Imi.Kernel.Foundation.Persistence;

namespace Imi.Kernel.Foundation.Ledger.Chain;

/// <summary>
/// The ledger beside the database: a file that only grows and that no backup of the content holds, so that a database from
/// before a deletion can be told what it has to forget.
/// </summary>
internal static class LedgerFile
{
    /// <summary>The last entry; null where there is none yet.</summary>
    /// <exception cref="ConfigurationProblem">The last line is no entry.</exception>
    public static async Task<LedgerEntry?> LastAsync(string path, CancellationToken cancellationToken) =>
        await GrowingFile.LastLineOfAsync(path, cancellationToken) is { } line ? Whole(line) : null;

    /// <summary>Reads entries after a place. A last line that a kill cut off is no entry.</summary>
    /// <exception cref="ConfigurationProblem">A line is no entry of the chain.</exception>
    public static async IAsyncEnumerable<LedgerEntry> AfterAsync(string path, long sequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LedgerEntry? before = null;
        await foreach (var line in GrowingFile.LinesOfAsync(path, cancellationToken))
        {
            if (LedgerChain.Parse(line) is not { } entry || !LedgerChain.Follows(entry, before?.Sequence ?? 0, before?.Hash ?? LedgerChain.FirstHash))
                throw new ConfigurationProblem(
                    $"The retention ledger '{path}' is broken after entry {before?.Sequence ?? 0}: put an unbroken copy in its place."
                );
            before = entry;
            if (entry.Sequence > sequence)
                yield return entry;
        }
    }

    /// <summary>Appends what is missing, one process after the other.</summary>
    /// <param name="path">The file.</param>
    /// <param name="entriesAfter">The database's entries after a place and hash.</param>
    /// <param name="cancellationToken">Ends the waiting for another process.</param>
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

    /// <exception cref="ConfigurationProblem">It is no entry.</exception>
    private static LedgerEntry Whole(string line) =>
        LedgerChain.Parse(line) ?? throw new ConfigurationProblem("The last line of the retention ledger is no entry: put an unbroken copy in its place.");
}
