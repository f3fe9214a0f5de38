using System.Globalization;
using System.Text.RegularExpressions;

namespace Imi.Kernel.Definitions.Modules.Reading;

/// <summary>Reads a legal basis, and checks that its CELEX number matches the act.</summary>
internal static partial class LegalBasisDefinitions
{
    /// <summary>Reads <c>{ act, celex, provision }</c>; modules and procedures name the last key <c>provisions</c>.</summary>
    public static LegalBasis Read(DefinitionNode node, string provision = "provision")
    {
        var basis = new LegalBasis(node.TextOf("act"), node.TextOf("celex"), node.TextOf(provision));
        if (WrongCelex(basis) is { } wrong)
            node.Find("celex")?.Wrong(wrong);
        return basis;
    }

    private static string? WrongCelex(LegalBasis basis)
    {
        var match = CelexPattern().Match(basis.Celex);
        if (!match.Success)
            return $"'{basis.Celex}' is not a CELEX number: it is sector, year, letter and number as EUR-Lex writes them, such as 32012R1024.";
        if (match.Groups["sector"].Value != "3")
            return null;
        (string Kind, string Letter)? kind = basis.Act.Split(' ')[0] switch
        {
            "Regulation" => ("regulation", "R"),
            "Directive" => ("directive", "L"),
            "Decision" => ("decision", "D"),
            _ => null,
        };
        if (kind is { } of && match.Groups["letter"].Value != of.Letter)
            return $"The CELEX number of a {of.Kind} has the letter {of.Letter}: '{basis.Celex}' is another kind of act than '{basis.Act}'.";
        if (ActNumberPattern().Match(basis.Act) is not { Success: true } act)
            return null;
        var (year, number) = (Number(match, "year"), Number(match, "number"));
        var (first, second) = (Number(act, "first"), Number(act, "second"));
        return Fits(first, second) || Fits(second, first)
            ? null
            : $"'{basis.Act}' and the CELEX number '{basis.Celex}' are two different acts: correct one of them.";

        // Acts before 1999 are cited with a two-digit year.
        bool Fits(int ofYear, int ofNumber) => ofNumber == number && (ofYear == year || ofYear + 1900 == year);
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<sector>[0-9CE])(?<year>\d{4})(?<letter>[A-Z]{1,2})(?<number>\d{4})(\(\d{2}\))?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CelexPattern();

    [GeneratedRegex(@"\b(?<first>\d{1,4})/(?<second>\d{1,4})\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ActNumberPattern();
}
