using System.Buffers;

namespace Imi.Testing;

/// <summary>Looks for bytes where nobody should find them.</summary>
public static class Disk
{
    private const int BlockLength = 1 << 20;

    /// <summary>The files below folders in which bytes stand somewhere.</summary>
    public static IReadOnlyList<string> FilesWith(byte[] wanted, params IEnumerable<string> folders) => FilesWith([wanted], folders);

    /// <summary>The files below folders in which any of some byte sequences stands. Each file is read once.</summary>
    public static IReadOnlyList<string> FilesWith(IReadOnlyCollection<byte[]> wanted, params IEnumerable<string> folders)
    {
        var overlap = wanted.Max(one => one.Length) - 1;
        var block = ArrayPool<byte>.Shared.Rent(overlap + BlockLength); // A block for each of thousands of small files costs more than reading them.
        try
        {
            return
            [
                .. folders
                    .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
                    .Where(path => Holds(path, wanted, block, overlap)),
            ];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private static bool Holds(string path, IReadOnlyCollection<byte[]> wanted, byte[] block, int overlap)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var kept = 0; // The end of the block before: what is looked for may begin there.
            while (file.ReadAtLeast(block.AsSpan(kept, BlockLength), BlockLength, throwOnEndOfStream: false) is > 0 and var read)
            {
                var filled = block.AsSpan(0, kept + read);
                foreach (var one in wanted)
                {
                    if (filled.IndexOf(one) >= 0)
                        return true;
                }

                kept = Math.Min(overlap, filled.Length);
                filled[^kept..].CopyTo(block);
            }

            return false;
        }
        catch (FileNotFoundException)
        {
            return false; // A temporary file that went away.
        }
    }
}
