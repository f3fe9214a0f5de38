using System.Text;
using Imi.Kernel.Persistence;

namespace Imi.Kernel.Retention;

/// <summary>
/// The ledger beside the database: a file that only grows and that no backup of the database holds, so that a database from
/// before a deletion can be told what it has to forget.
/// </summary>
internal static class LedgerFile
{
    private const int Attempts = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>The last entry; null where there is none yet.</summary>
    /// <exception cref="ConfigurationProblem">The last line is no entry.</exception>
    public static LedgerEntry? Last(string path)
    {
        if (!File.Exists(path))
            return null;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return LastOf(file).Last;
    }

    /// <summary>Reads entries after a place. A last line that a kill cut off is no entry.</summary>
    /// <exception cref="ConfigurationProblem">A line before the last is no entry of the chain.</exception>
    public static IEnumerable<LedgerEntry> After(string path, long sequence)
    {
        if (!File.Exists(path))
            yield break;
        LedgerEntry? before = null;
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var entry = LedgerChain.Parse(line);
            if (entry is null && reader.Peek() < 0)
                yield break;
            if (entry is null || !LedgerChain.Follows(entry, before?.Sequence ?? 0, before?.Hash ?? LedgerChain.FirstHash))
                throw new ConfigurationProblem($"The retention ledger '{path}' is broken at line {number}: put an unbroken copy in its place.");
            before = entry;
            if (entry.Sequence > sequence)
                yield return entry;
        }
    }

    /// <summary>
    /// Appends what is missing, one process after the other. What stands at the end and is no whole line is cut off first.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="entriesAfter">The database's entries after a place and hash.</param>
    /// <param name="cancellationToken">Ends the waiting for another process.</param>
    public static async Task AppendAsync(
        string path, Func<LedgerEntry?, CancellationToken, Task<IReadOnlyList<LedgerEntry>>> entriesAfter, CancellationToken cancellationToken)
    {
        await using var file = await OpenAloneAsync(path, cancellationToken);
        var last = CutToLastEntry(file);
        while (await entriesAfter(last, cancellationToken) is { Count: > 0 } missing)
        {
            var lines = string.Concat(missing.Select(entry => LedgerChain.Line(entry) + "\n"));
            await file.WriteAsync(Encoding.ASCII.GetBytes(lines), CancellationToken.None);
            file.Flush(flushToDisk: true);
            last = missing[^1];
        }
    }

    private static async Task<FileStream> OpenAloneAsync(string path, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            }
            catch (IOException) when (attempt < Attempts)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    private static LedgerEntry? CutToLastEntry(FileStream file)
    {
        var (last, length) = LastOf(file);
        file.SetLength(length);
        file.Position = length;
        return last;
    }

    /// <summary>The last whole line, and where it ends.</summary>
    private static (LedgerEntry? Last, long End) LastOf(FileStream file)
    {
        // Lines are far shorter than this: the end is enough to find the last whole one.
        const int longest = 4096;
        var begin = Math.Max(0, file.Length - longest);
        file.Position = begin;
        var tail = new byte[file.Length - begin];
        file.ReadExactly(tail);
        var text = Encoding.ASCII.GetString(tail);
        var end = text.LastIndexOf('\n') + 1;
        return (EntryBefore(text, end), begin + end);
    }

    private static LedgerEntry? EntryBefore(string text, int end)
    {
        return end == 0 ? null : Whole(text[..(end - 1)].Split('\n')[^1]);
    }

    /// <exception cref="ConfigurationProblem">It is no entry.</exception>
    private static LedgerEntry Whole(string line) =>
        LedgerChain.Parse(line) ?? throw new ConfigurationProblem($"The last line of the retention ledger is no entry: put an unbroken copy in its place.");
}
