using System.Text;

namespace Imi.Kernel.Foundation.Persistence.Conventions;

/// <summary>Converts other letters to the plain Latin letters that people write for them.</summary>
internal static class LatinLetters
{
    private const string Voiceless = "θκξπσςτφχψ";

    /// <summary>Cyrillic letters under Bulgaria's Transliteration Act. The library transliterates letters that are in no list.</summary>
    private static readonly Dictionary<char, string> Bulgarian = new()
    {
        ['ж'] = "zh",
        ['й'] = "y",
        ['х'] = "h",
        ['ц'] = "ts",
        ['ч'] = "ch",
        ['ш'] = "sh",
        ['щ'] = "sht",
        ['ъ'] = "a",
        ['ь'] = "y",
        ['ю'] = "yu",
        ['я'] = "ya",
    };

    /// <summary>Greek letters under ELOT 743 (ISO 843).</summary>
    private static readonly Dictionary<char, string> Greek = new()
    {
        ['β'] = "v",
        ['γ'] = "g",
        ['η'] = "i",
        ['θ'] = "th",
        ['ξ'] = "x",
        ['υ'] = "y",
        ['φ'] = "f",
        ['χ'] = "ch",
        ['ψ'] = "ps",
        ['ω'] = "o",
    };

    /// <summary>Letter groups that sound alike and their common spelling. Order matters: the first match wins. Applied to names and to search words.</summary>
    private static readonly (string From, string To)[] Sounds =
    [
        ("nts", "nc"),
        ("ntz", "nc"),
        ("shch", "st"),
        ("sch", "st"),
        ("gch", "nh"),
        ("sh", "s"),
        ("zh", "z"),
        ("th", "t"),
        ("dh", "d"),
        ("ph", "f"),
        ("ch", "h"),
        ("kh", "h"),
        ("ks", "h"),
        ("gx", "nh"),
        ("x", "h"),
        ("tz", "c"),
        ("ts", "c"),
        ("mp", "v"),
        ("b", "v"),
        ("nt", "d"),
        ("nd", "d"),
        ("gk", "g"),
        ("ng", "g"),
        ("au", "av"),
        ("af", "av"),
        ("eu", "ev"),
        ("ef", "ev"),
        ("ou", "i"),
        ("oi", "i"),
        ("ei", "i"),
        ("ai", "e"),
        ("u", "i"),
        ("w", "o"),
    ];

    /// <summary>The plain letters for a lower-case letter; the letter itself if it has none.</summary>
    public static string Plain(char letter) =>
        letter switch
        {
            'ς' => "σ",
            'ß' => "ss",
            'æ' => "ae",
            'œ' => "oe",
            'ø' => "o",
            'ł' => "l",
            'đ' or 'ð' or 'ɖ' => "d",
            'ħ' => "h",
            'ı' => "i",
            'ŋ' => "n",
            'ŧ' => "t",
            'þ' => "th",
            'ĸ' => "q",
            '·' or '‧' or 'ʹ' => "",
            '\'' or '’' or '‘' or '‚' or '‛' or 'ʼ' or 'ʻ' or '`' or '´' or '′' or '＇' or '᾽' or '΄' or '‹' or '›' => "'",
            '"' or '“' or '”' or '„' or '‟' or '″' or '«' or '»' or '＂' => "\"",
            '-' or '‐' or '‑' or '‒' or '–' or '—' or '―' or '−' or '﹣' or '－' or '⁃' => "-",
            _ => letter.ToString(),
        };

    /// <summary>
    /// Replaces Greek vowels with a diaeresis by Latin letters: they form no pair with the vowel before (προϋπολογισμός: proypologismos).
    /// </summary>
    public static string Divided(string text) =>
        text.Normalize(NormalizationForm.FormC).Replace('ϋ', 'y').Replace('ΰ', 'y').Replace('ϊ', 'i').Replace('ΐ', 'i').Replace('Ϋ', 'Y').Replace('Ϊ', 'I');

    /// <summary>Replaces Greek and Cyrillic letters in a folded text by their official transliteration.</summary>
    public static string Official(string folded)
    {
        var latin = new StringBuilder(folded.Length * 2);
        for (var index = 0; index < folded.Length; index++)
        {
            var letter = folded[index];
            var next = index + 1 < folded.Length ? folded[index + 1] : ' ';
            var isFirst = index == 0 || !char.IsLetter(folded[index - 1]);
            if (letter is 'α' or 'ε' or 'η' && next == 'υ')
            {
                var after = index + 2 < folded.Length ? folded[index + 2] : ' ';
                latin
                    .Append(
                        letter switch
                        {
                            'α' => 'a',
                            'ε' => 'e',
                            _ => 'i',
                        }
                    )
                    .Append(!char.IsLetter(after) || Voiceless.Contains(after, StringComparison.Ordinal) ? 'f' : 'v');
                index++;
            }
            else if (PairOf(letter, next, isFirst) is { } pair)
            {
                latin.Append(pair);
                index++;
            }
            else if (letter == 'и' && next == 'я' && (index + 2 == folded.Length || !char.IsLetter(folded[index + 2])))
            {
                latin.Append("ia"); // Transliteration Act, Article 5: at the end of a word.
                index++;
            }
            else
            {
                latin.Append(Greek.GetValueOrDefault(letter) ?? Bulgarian.GetValueOrDefault(letter) ?? letter.ToString());
            }
        }

        return latin.ToString();
    }

    /// <summary>Spells a Latin text as it sounds, so that different ways to type Greek or Bulgarian on an English keyboard match.</summary>
    public static string Sound(string latin)
    {
        var sound = new StringBuilder(latin.Length);
        var rest = latin.Replace('y', 'i').Replace('j', 'i').AsSpan();
        while (!rest.IsEmpty)
        {
            var (from, to) = (rest[0].ToString(), rest[0].ToString());
            foreach (var pair in Sounds)
            {
                if (rest.StartsWith(pair.From, StringComparison.Ordinal))
                {
                    (from, to) = pair;
                    break;
                }
            }

            foreach (var letter in to)
            {
                // Doubled letters (σσ, ия, ij) count once.
                if (sound.Length == 0 || sound[^1] != letter || char.IsDigit(letter))
                    sound.Append(letter);
            }

            rest = rest[from.Length..];
        }

        return sound.ToString();
    }

    /// <summary>Writes out German, Nordic, Croatian and Icelandic letters, as people without these keys do; null if the text has none.</summary>
    public static string? WrittenOut(string text)
    {
        var written = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormC))
        {
            written.Append(
                char.ToLowerInvariant(letter) switch
                {
                    'ä' => "ae",
                    'ö' or 'ø' => "oe",
                    'ü' => "ue",
                    'å' => "aa",
                    'đ' => "dj",
                    'ð' => "dh",
                    var other => other.ToString(),
                }
            );
        }

        return written.Length > text.Normalize(NormalizationForm.FormC).Length ? written.ToString() : null;
    }

    private static string? PairOf(char letter, char next, bool isFirst) =>
        (letter, next) switch
        {
            ('ο', 'υ') => "ou",
            ('γ', 'γ') => "ng",
            ('γ', 'ξ') => "nx",
            ('γ', 'χ') => "nch",
            ('μ', 'π') when isFirst => "b",
            _ => null,
        };
}
