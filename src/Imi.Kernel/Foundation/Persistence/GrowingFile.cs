using System.Runtime.CompilerServices;
using System.Text;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>
/// An append-only file of lines, written by one process at a time. An incomplete last line, left by a killed process, is ignored and is
/// removed before the next line is added.
/// </summary>
internal sealed class GrowingFile : IAsyncDisposable
{
    /// <summary>The number of bytes to read from the end to find the last complete line; lines are far shorter.</summary>
    private const int LongestLine = 4096;
    private const int Attempts = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly FileStream _file;

    private GrowingFile(FileStream file, string? lastLine)
    {
        _file = file;
        LastLine = lastLine;
    }

    /// <summary>The last complete line when the file was opened; null if there is none.</summary>
    public string? LastLine { get; }

    /// <summary>Opens the file exclusively to add lines; other readers and writers wait.</summary>
    public static async Task<GrowingFile> OpenAsync(string path, CancellationToken cancellationToken)
    {
        // On Unix only FileShare.None locks out other processes.
        var file = await OpenAsync(path, FileAccess.ReadWrite, FileShare.None, cancellationToken);
        var (last, end) = LastOf(file);
        file.SetLength(end);
        file.Position = end;
        return new GrowingFile(file, last);
    }

    /// <summary>Reads the last complete line of a file; null if there is none.</summary>
    public static async Task<string?> LastLineOfAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return null;
        await using var file = await OpenAsync(path, FileAccess.Read, FileShare.ReadWrite, cancellationToken);
        return LastOf(file).Line;
    }

    /// <summary>Reads the complete lines of a file from the start; none if the file does not exist.</summary>
    public static async IAsyncEnumerable<string> LinesOfAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            yield break;
        await using var file = await OpenAsync(path, FileAccess.Read, FileShare.ReadWrite, cancellationToken);
        await foreach (var line in LinesOfAsync(file, LastOf(file).End, cancellationToken))
            yield return line;
    }

    /// <summary>Reads the lines of the open file from the start.</summary>
    public async IAsyncEnumerable<string> LinesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in LinesOfAsync(_file, _file.Length, cancellationToken))
            yield return line;
        _file.Position = _file.Length;
    }

    /// <summary>Adds lines and flushes them to disk.</summary>
    public async Task AddAsync(IEnumerable<string> lines, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // Cancellation stops here, so that no partial line is written.
        await _file.WriteAsync(Encoding.ASCII.GetBytes(string.Concat(lines.Select(line => line + "\n"))), CancellationToken.None);
        _file.Flush(flushToDisk: true);
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private static async Task<FileStream> OpenAsync(string path, FileAccess access, FileShare share, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path, access == FileAccess.Read ? FileMode.Open : FileMode.OpenOrCreate, access, share);
            }
            catch (IOException) when (attempt < Attempts)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    private static async IAsyncEnumerable<string> LinesOfAsync(FileStream file, long end, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        file.Position = 0;
        using var reader = new StreamReader(file, Encoding.ASCII, leaveOpen: true);
        var read = 0L;
        while (read < end && await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            read += line.Length + 1;
            yield return line;
        }
    }

    private static (string? Line, long End) LastOf(FileStream file)
    {
        var begin = Math.Max(0, file.Length - LongestLine);
        file.Position = begin;
        var tail = new byte[file.Length - begin];
        file.ReadExactly(tail);
        var text = Encoding.ASCII.GetString(tail);
        var end = text.LastIndexOf('\n') + 1;
        return (end == 0 ? null : text[..(end - 1)].Split('\n')[^1], begin + end);
    }
}
