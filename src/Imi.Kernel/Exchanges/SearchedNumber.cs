using System.Text;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Persistence;

namespace Imi.Kernel.Exchanges;

/// <summary>Recognises the number of an exchange in what a person typed or pasted.</summary>
internal static class SearchedNumber
{
    private const int YearLength = 4;

    /// <summary>
    /// Returns the number, or its beginning, as it is stored: <c>road q 2026000123</c> becomes <c>ROAD-Q-2026-000123</c>. Case, spaces and every kind
    /// of dash do not matter. Null if the text does not begin with the code of a procedure, followed by digits.
    /// </summary>
    public static string? In(string text, ModuleCatalogue catalogue)
    {
        var compact = new StringBuilder(text.Length);
        foreach (var letter in FoldedText.Of(text))
        {
            if (char.IsAsciiLetterOrDigit(letter) || letter == '.')
                compact.Append(char.ToUpperInvariant(letter));
            else if (letter is not ('-' or ' '))
                return null;
        }

        var typed = compact.ToString();
        foreach (
            var code in catalogue.Modules.SelectMany(module => module.Procedures).Select(procedure => procedure.Code).OrderByDescending(code => code.Length)
        )
        {
            var joined = code.Replace("-", "", StringComparison.Ordinal);
            if (!typed.StartsWith(joined, StringComparison.Ordinal) || typed[joined.Length..] is not { Length: > 0 } rest || !rest.All(IsOfNumber))
                continue;
            return rest.Length <= YearLength ? $"{code}-{rest}" : $"{code}-{rest[..YearLength]}-{rest[YearLength..]}";
        }

        return null;
    }

    private static bool IsOfNumber(char letter) => char.IsAsciiDigit(letter) || letter == '.';
}
