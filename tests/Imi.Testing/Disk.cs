namespace Imi.Testing;

/// <summary>Looks for bytes where nobody should find them.</summary>
public static class Disk
{
    private const int BlockLength = 1 << 20;

    /// <summary>The files below folders in which bytes stand somewhere.</summary>
    public static IReadOnlyList<string> FilesWith(byte[] wanted, params IEnumerable<string> folders) =>
        [.. folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)).Where(path => Holds(path, wanted))];

    private static bool Holds(string path, byte[] wanted)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var block = new byte[wanted.Length + BlockLength];
            var kept = 0; // The end of the block before: what is looked for may begin there.
            while (file.ReadAtLeast(block.AsSpan(kept, BlockLength), BlockLength, throwOnEndOfStream: false) is > 0 and var read)
            {
                var filled = block.AsSpan(0, kept + read);
                if (filled.IndexOf(wanted) >= 0)
                    return true;
                kept = Math.Min(wanted.Length - 1, filled.Length);
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
