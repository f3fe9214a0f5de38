using System.Text.RegularExpressions;

namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>Finds what stays exactly as it is: web and e-mail addresses, numbers of exchanges, file references, and numbers with signs inside.</summary>
internal static class LiteralFinder
{
    private const string Domains =
        "com|org|net|info|biz|shop|store|app|io|eu|ευ|ελ|at|be|bg|cy|cz|de|dk|ee|es|fi|fr|gr|hr|hu|ie|is|it|li|lt|lu|lv|mt|nl|no|pl|pt|ro|se|si|sk|uk|ch";

    private static readonly Regex Addresses = Finder.Of(
        @"\b(https?|ftp)://[^\s<>""«»„“”|]+|\bwww\.[^\s<>""«»„“”|]+|[\w.+'’-]+@[\w-]+(\.[\w-]+)+|\b[\w-]+(\.[\w-]+)*\.(" + Domains + @")\b(/[^\s<>""«»„“”|]*)?"
    );

    private static readonly Regex ExchangeNumbers = Finder.Of(@"\b[A-Z][A-Z0-9]*(-[A-Z0-9]+)*-\d{4}-\d{6,}\b");

    private static readonly Regex Sections = Finder.Of(@"§§?[ \u00A0]?\d+[a-z]?\b");

    private static readonly Regex References = Finder.Of(@"[\p{L}\p{Nd}]+([-‑/._:]?[\p{L}\p{Nd}]+)*");

    private static readonly Regex Numbers = Finder.Of(@"\+\d[\d ()/\u00A0-]{4,20}\d|\b\d{1,3}([ \u00A0\u202F'’]\d{3})+([.,]\d+)?\b|\b\d+([.,:/'’‑–-]\d+)+\b");

    /// <summary>Finds the addresses in a text, without the punctuation after them.</summary>
    public static IEnumerable<FoundToken> AddressesIn(string text) =>
        Addresses.Matches(text).Select(match => new FoundToken(match.Index, AddressLength(match.Value))).Where(token => token.Length > 0);

    /// <summary>Finds the numbers of exchanges and requests, such as <c>ROAD-Q-2026-000123</c>.</summary>
    public static IEnumerable<FoundToken> ExchangeNumbersIn(string text) => Tokens(ExchangeNumbers, text);

    /// <summary>
    /// Finds references with letters and figures, such as <c>C-376/22</c>, and numbers with signs inside, such as <c>1.234,50</c> and <c>14:30</c>.
    /// </summary>
    public static IEnumerable<FoundToken> NumbersIn(string text) =>
        Tokens(Sections, text)
            .Concat(Tokens(References, text).Where(token => IsReference(text.Substring(token.Start, token.Length))))
            .Concat(Tokens(Numbers, text));

    private static IEnumerable<FoundToken> Tokens(Regex finder, string text) => finder.Matches(text).Select(match => new FoundToken(match.Index, match.Length));

    private static int AddressLength(string address)
    {
        var length = address.Length;
        while (length > 0 && (".,;:!?'’…·".Contains(address[length - 1], StringComparison.Ordinal) || IsUnopened(address, length)))
            length--;
        return length;
    }

    private static bool IsUnopened(string address, int length) =>
        address[length - 1] is ')' or ']' && !address.AsSpan(0, length).Contains(address[length - 1] == ')' ? '(' : '[');

    /// <summary>Whether a word is a reference: it has figures and capitals, and no part of it is an ordinary word. Ordinals such as 3rd are none.</summary>
    private static bool IsReference(string word) =>
        word.Length is > 2 and < 80
        && word.Any(char.IsDigit)
        && word.Any(char.IsUpper)
        && !word.Split('-', '‑', '/', '.', '_', ':').Any(part => part.Length > 1 && part.All(char.IsLetter) && part.Any(char.IsLower));
}
