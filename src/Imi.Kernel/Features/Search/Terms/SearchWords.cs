using System.Globalization;
using System.Text;
using Imi.Kernel.Foundation.Persistence;

namespace Imi.Kernel.Features.Search.Terms;

/// <summary>Splits texts and searches into words. Case, accents and alphabet do not matter.</summary>
internal static class SearchWords
{
    /// <summary>The shortest word that is searched; numbers may be shorter.</summary>
    public const int Shortest = 3;

    /// <summary>The number of words of a search that count.</summary>
    public const int MostSearched = 8;

    /// <summary>The first letter of the keys of hosts.</summary>
    public const char HostMark = '@';

    private const int LongestKey = 60;
    private const int LongestHost = 253;
    private const char SoundMark = '~';
    private const string UsualHost = "www.";

    /// <summary>Parts of web addresses that tell nothing.</summary>
    private static readonly HashSet<string> Ignored = ["http", "https", "www"];

    /// <summary>Finds the words of a text, and the hosts of web addresses in it.</summary>
    public static IEnumerable<SearchToken> In(string text) =>
        HostsIn(text)
            .Select(host => new SearchToken(host.At, host.Length, [.. HostKeys(text.Substring(host.At, host.Length))]))
            .Concat(WordsIn(text).Select(word => new SearchToken(word.At, word.Length, KeysOf(text.Substring(word.At, word.Length)))))
            .Where(token => token.Keys.Count > 0);

    /// <summary>Reads a search: the words that must all be found, the last one perhaps unfinished; empty if there is none that can be searched.</summary>
    public static IReadOnlyList<SearchedWord> Of(string search)
    {
        var words = new List<(int At, int Length, IReadOnlyList<string> Keys)>();
        var hosts = HostsIn(search).ToList();
        words.AddRange(
            hosts.Select(host => (host.At, host.Length, (IReadOnlyList<string>)[Cut(HostMark + PlainHost(search.Substring(host.At, host.Length)))]))
        );
        foreach (var (at, length) in WordsIn(search).Where(word => !hosts.Exists(host => word.At >= host.At && word.At < host.At + host.Length)))
        {
            var word = search.Substring(at, length);
            if (FoldedText.PlainWord(word) is not { Length: > 0 } plain || !IsSearched(plain) || Ignored.Contains(plain))
                continue;

            // Latin letters may be how a person types a Greek or Bulgarian word.
            words.Add(
                (at, length, FoldedText.IsGreekOrCyrillic(word) || IsNumber(plain) ? [Cut(plain)] : [Cut(plain), Cut(SoundMark + FoldedText.SoundOf(plain))])
            );
        }

        words.Sort((one, other) => one.At.CompareTo(other.At));
        return [.. words.Take(MostSearched).Select((word, index) => new SearchedWord(word.Keys, index == words.Count - 1 && word.Length >= Shortest))];
    }

    private static IReadOnlyList<string> KeysOf(string word)
    {
        var plain = FoldedText.PlainWord(word);
        if (plain.Length == 0 || !IsSearched(plain) || Ignored.Contains(plain))
            return [];
        var keys = new List<string> { plain };
        if (IsNumber(plain))
            keys.Add(plain.TrimStart('0'));
        else if (!Ascii.IsValid(word))
        {
            keys.AddRange(FoldedText.OtherPlainWords(word));
            if (FoldedText.IsGreekOrCyrillic(word))
                keys.AddRange(keys.Select(key => SoundMark + FoldedText.SoundOf(key)).ToList());
        }

        return [.. keys.Where(key => key.Length > 0).Select(Cut).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Nobody types more of a word.</summary>
    private static string Cut(string key) => key.Length > LongestKey ? key[..LongestKey] : key;

    private static bool IsSearched(string plain) => plain.Length >= Shortest || IsNumber(plain);

    private static bool IsNumber(string plain) => plain.All(char.IsAsciiDigit);

    /// <summary>Finds names of hosts: labels with dots between them, the last of which has letters only.</summary>
    private static IEnumerable<(int At, int Length)> HostsIn(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            var start = index;
            while (index < text.Length && (char.IsLetterOrDigit(text[index]) || text[index] is '.' or '-'))
                index++;
            var (from, until) = (start, index);
            while (from < until && !char.IsLetterOrDigit(text[from]))
                from++;
            while (from < until && !char.IsLetterOrDigit(text[until - 1]))
                until--;
            if (until - from <= LongestHost && IsHost(text[from..until].Split('.')))
                yield return (from, until - from);
        }
    }

    private static bool IsHost(string[] labels) =>
        labels.Length > 1 && Array.TrueForAll(labels, label => label.Length > 0) && labels[^1].Length > 1 && labels[^1].All(char.IsLetter);

    /// <summary>The host itself, and every domain above it that has at least two names: shop.example.de is also found as example.de.</summary>
    private static IEnumerable<string> HostKeys(string host)
    {
        for (var rest = PlainHost(host); rest.Contains('.', StringComparison.Ordinal); rest = rest[(rest.IndexOf('.', StringComparison.Ordinal) + 1)..])
            yield return Cut(HostMark + rest);
    }

    private static string PlainHost(string host)
    {
        var plain = string.Join('.', host.Split('.').Select(label => string.Join('-', label.Split('-').Select(FoldedText.PlainWord))));
        return plain.StartsWith(UsualHost, StringComparison.Ordinal) ? plain[UsualHost.Length..] : plain;
    }

    private static IEnumerable<(int At, int Length)> WordsIn(string text)
    {
        var start = -1;
        for (var index = 0; index <= text.Length; )
        {
            var isEnd = index == text.Length || !Rune.TryGetRuneAt(text, index, out var rune) || !IsOfWord(rune);
            var width = index < text.Length && Rune.TryGetRuneAt(text, index, out var one) ? one.Utf16SequenceLength : 1;
            if (!isEnd && start < 0)
                start = index;
            if (isEnd && start >= 0)
            {
                yield return (start, index - start);
                start = -1;
            }

            index += width;
        }
    }

    /// <summary>Whether a character belongs to a word: letters, digits, accents, and marks that only guide the breaking of lines.</summary>
    private static bool IsOfWord(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format;
}
