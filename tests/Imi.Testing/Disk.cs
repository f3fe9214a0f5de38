using System.Buffers;

namespace Imi.Testing;

/// <summary>Searches files for bytes that must not be there.</summary>
public static class Disk
{
    private const int BlockLength = 1 << 20;

    /// <summary>Returns the files below the folders that contain the bytes.</summary>
    public static IReadOnlyList<string> FilesWith(byte[] wanted, params IEnumerable<string> folders) => FilesWith([wanted], folders);

    /// <summary>Returns the files below the folders that contain any of the byte sequences. Each file is read once.</summary>
    public static IReadOnlyList<string> FilesWith(IReadOnlyCollection<byte[]> wanted, params IEnumerable<string> folders)
    {
        var overlap = wanted.Max(one => one.Length) - 1;
        var block = ArrayPool<byte>.Shared.Rent(overlap + BlockLength); // Allocating a block for each of thousands of small files costs more than reading them.
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
            var kept = 0; // The end of the previous block, where a match may begin.
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
            return false; // A temporary file disappeared.
        }
    }
}
