using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Imi.Kernel.Network.Accounts.SignIn;

/// <summary>
/// Looks a password up in a file of SHA-1 hashes in hexadecimal, one a line, sorted, with anything behind a colon: as Have I Been
/// Pwned hands it out. It is searched where it stands: 40 GB cost a few dozen reads and no memory.
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

        // What is looked for can only be the first line that begins at a place from low to high.
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

    /// <summary>The hash of the first line that begins at a place or after it, and where that line ends; null where there is none.</summary>
    private static (string? Hash, long End) FirstFrom(SafeFileHandle file, long place)
    {
        Span<byte> read = stackalloc byte[2 * LongestLine];
        var from = Math.Max(0, place - 1); // The line begins here where the one before ends just before.
        read = read[..RandomAccess.Read(file, read, from)];
        var start = place == 0 ? 0 : read.IndexOf((byte)'\n') + 1;
        if ((place > 0 && start == 0) || read.Length - start < HashLength)
            return (null, 0);
        return (Encoding.ASCII.GetString(read.Slice(start, HashLength)), from + start + HashLength);
    }
}
