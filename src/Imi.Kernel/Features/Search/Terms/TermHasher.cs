using System.Security.Cryptography;
using System.Text;

namespace Imi.Kernel.Features.Search.Terms;

/// <summary>
/// Computes terms. Each level of a word, its first three letters, its first four and so on up to the whole word, is hashed with the platform's search key
/// (HMAC-SHA-256). The hash is encrypted with a key that is derived for the authority (AES-256, one block), and a few bits of each block form the term.
/// </summary>
internal sealed class TermHasher(byte[] key)
{
    private const int BlockLength = 16;
    private const int BitsOfLetter = 6;

    /// <summary>A letter after all letters of a term.</summary>
    private const char AfterAll = '~';

    /// <summary>The letters of terms, in the order of their codes, so that every database sorts terms alike.</summary>
    private const string Letters = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    /// <summary>The lengths of the beginnings of a word that have a level. A search for a longer beginning uses the longest of them.</summary>
    private static readonly int[] OfWords = [3, 4, 5, 6, 7, 8, 10, 12];

    /// <summary>The same for the names of hosts, which are longer.</summary>
    private static readonly int[] OfHosts = [5, 8, 11, 14, 17, 20, 24, 28];

    /// <summary>The number of letters of the term for each level.</summary>
    private static readonly int[] LettersOf = [5, 2, 2, 2, 2, 2, 2, 2];

    private const int LettersOfWhole = 5;

    private readonly Dictionary<string, byte[]> _hashes = new(StringComparer.Ordinal);

    /// <summary>The number of letters of the beginning of a word that a search can use; null if it is too short.</summary>
    public static int? LevelOf(string word) => Array.FindLast(LevelsOf(word), level => level <= word.Length) is > 0 and var most ? most : null;

    /// <summary>Computes the terms of words for an authority, in the order of the words.</summary>
    public IReadOnlyList<string> TermsOf(Guid authority, IReadOnlyList<string> words)
    {
        if (words.Count == 0)
            return [];
        var blocksOfWord = (LettersOf.Length + 1) * BlockLength;
        var blocks = new byte[words.Count * blocksOfWord];
        for (var index = 0; index < words.Count; index++)
            HashesOf(words[index]).CopyTo(blocks, index * blocksOfWord);
        using var aes = Aes.Create();
        aes.Key = HMACSHA256.HashData(key, (byte[])[(byte)'a', .. authority.ToByteArray(bigEndian: true)]);
        aes.EncryptEcb(blocks, blocks, PaddingMode.None);
        return [.. words.Select((_, index) => TermOf(blocks.AsSpan(index * blocksOfWord, blocksOfWord)))];
    }

    /// <summary>The range of the terms of all words with a beginning: from the first, up to but without the second.</summary>
    public (string From, string Until) RangeOf(Guid authority, string beginning)
    {
        var letters = LevelsOf(beginning).Zip(LettersOf).TakeWhile(level => level.First <= beginning.Length).Sum(level => level.Second);
        var term = TermsOf(authority, [beginning])[0][..letters];
        return (term, term + AfterAll);
    }

    private static int[] LevelsOf(string word) => word.StartsWith(SearchWords.HostMark) ? OfHosts : OfWords;

    /// <summary>The hashes of all levels of a word. A level that is longer than the word is the hash of the whole word, with the level.</summary>
    private byte[] HashesOf(string word)
    {
        if (_hashes.TryGetValue(word, out var known))
            return known;
        var hashes = new byte[(LettersOf.Length + 1) * BlockLength];
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var whole = hashes.AsSpan(LettersOf.Length * BlockLength, BlockLength);
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"w{word}"), hash);
        hash[..BlockLength].CopyTo(whole);
        for (var level = 0; level < LettersOf.Length; level++)
        {
            var block = hashes.AsSpan(level * BlockLength, BlockLength);
            if (LevelsOf(word)[level] is var beginning && beginning <= word.Length)
            {
                HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"b{word[..beginning]}"), hash);
                hash[..BlockLength].CopyTo(block);
            }
            else
            {
                whole.CopyTo(block);
                block[0] ^= (byte)(level + 1);
            }
        }

        return _hashes[word] = hashes;
    }

    private static string TermOf(ReadOnlySpan<byte> blocks)
    {
        Span<char> term = stackalloc char[SearchTerm.TermLength];
        var next = 0;
        for (var level = 0; level <= LettersOf.Length; level++)
        {
            var block = blocks.Slice(level * BlockLength, BlockLength);
            var count = level < LettersOf.Length ? LettersOf[level] : LettersOfWhole;
            for (var letter = 0; letter < count; letter++)
                term[next++] = Letters[block[letter] & ((1 << BitsOfLetter) - 1)];
        }

        return new string(term);
    }
}
