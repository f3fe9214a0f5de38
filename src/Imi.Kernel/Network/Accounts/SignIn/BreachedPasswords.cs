using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Imi.Kernel.Network.Accounts.SignIn;

/// <summary>
/// Searches a file of breached passwords: sorted SHA-1 hashes in hexadecimal, one per line, with anything after a colon, in the format of Have I Been
/// Pwned. The file is searched on disk: for 40 GB, a few dozen reads and no memory.
/// </summary>
internal static class BreachedPasswords
{
    private const int HashLength = SHA1.HashSizeInBytes * 2;
    private const int LongestLine = 128;

    public static bool Contains(string path, string password)
    {
#pragma warning disable CA5350 // The published lists are SHA-1; nothing is kept by it.
        var wanted = Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5350
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, FileOptions.RandomAccess);

        // Binary search for the first line that begins between low and high.
        var (low, high) = (0L, RandomAccess.GetLength(file));
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var (hash, end) = FirstFrom(file, middle);
            switch (hash is null ? 1 : string.Compare(hash, wanted, StringComparison.OrdinalIgnoreCase))
            {
                case 0:
                    return true;
                case < 0:
                    low = end;
                    break;
                default:
                    high = middle;
                    break;
            }
        }

        return false;
    }

    /// <summary>Finds the hash of the first line that begins at or after a position, and the end of the hash; null if there is none.</summary>
    private static (string? Hash, long End) FirstFrom(SafeFileHandle file, long place)
    {
        Span<byte> read = stackalloc byte[2 * LongestLine];
        var from = Math.Max(0, place - 1); // A line begins at this position if the previous byte is a line feed.
        read = read[..RandomAccess.Read(file, read, from)];
        var start = place == 0 ? 0 : read.IndexOf((byte)'\n') + 1;
        if ((place > 0 && start == 0) || read.Length - start < HashLength)
            return (null, 0);
        return (Encoding.ASCII.GetString(read.Slice(start, HashLength)), from + start + HashLength);
    }
}
