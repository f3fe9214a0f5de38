using System.Text;

namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>Writes provisions and acts as a language cites them.</summary>
internal static class ProvisionWriter
{
    /// <summary>Writes a provision as in the middle of a sentence.</summary>
    /// <returns>The text; null if the language has no certain form for it.</returns>
    public static string? Write(Provision provision, LegalWords words)
    {
        var act = provision.Act is null ? "" : Write(provision.Act, words, isAfterProvision: true);
        if (act is null)
            return null;
        var text = new StringBuilder(words.Article[provision.Articles.Count > 1 ? 1 : 0]).Append(' ');
        text.Append(Series(provision.Articles, words, entry => entry.Number + Alphabets.Suffix(entry.Suffix, words.Language)));
        var hasCommas = false;
        foreach (var (part, numbers) in provision.Parts)
            hasCommas |= Add(text, part, numbers, words, hasCommas, isFirst: part == provision.Parts[0].Part);
        if (act.Length > 0)
            text.Append(hasCommas ? ", " : " ").Append(act);
        return text.ToString();
    }

    /// <summary>Writes an act.</summary>
    /// <param name="act">The act.</param>
    /// <param name="words">The words of the language.</param>
    /// <param name="isAfterProvision">Whether it follows a provision: <c>of Directive</c>.</param>
    /// <returns>The text; null if the language has no certain form for it.</returns>
    public static string? Write(UnionAct act, LegalWords words, bool isAfterProvision = false)
    {
        // German has two words for decisions: Entscheidung for most of the older ones, Beschluss for the others. The citation does not tell which.
        if (words.Language == "de" && act.Kind == ActKind.Decision && act.Domains[0] is 1 or 2)
            return null;
        var name = words.Acts[act.Kind][isAfterProvision ? 1 : 0];
        var sign = act.HasNumberSign ? words.NumberSign[0] + " " : "";
        var domains = string.Join(", ", act.Domains.Select(domain => words.Domains[domain]));
        return act.DomainIsLast ? $"{name} {sign}{act.Number}/{domains}" : $"{name} ({domains}) {sign}{act.Number}";
    }

    /// <summary>Adds a part.</summary>
    /// <returns>Whether it is set off by a comma.</returns>
    private static bool Add(StringBuilder text, ProvisionPart part, IReadOnlyList<SeriesEntry> numbers, LegalWords words, bool hasCommas, bool isFirst)
    {
        var isEnglish = words.Language == "en";
        var isInBrackets = isEnglish && !hasCommas && part is ProvisionPart.Paragraph or ProvisionPart.Point or ProvisionPart.RomanPoint;
        if (isEnglish && part == ProvisionPart.RomanPoint && text[^1] == ')')
            isInBrackets = true;
        if (isInBrackets)
        {
            text.Append(Series(numbers, words, entry => Value(part, entry, words)));
            return false;
        }

        var isSetOff = words.Language is "en" or "fr" or "es";
        if (words.Language == "fr" && part == ProvisionPart.RomanPoint && !isFirst && text[^1] == ')')
        {
            text.Append(' ').Append(Series(numbers, words, entry => Value(part, entry, words)));
            return true;
        }

        text.Append(isSetOff ? ", " : " ");
        if (words.Ordinals.TryGetValue(part, out var ordinals))
            text.Append(ordinals[numbers[0].Number - 1]);
        else
            text.Append(words.Parts[part][IsPlural(numbers) ? 1 : 0]).Append(' ').Append(Series(numbers, words, entry => Value(part, entry, words)));
        return isSetOff;
    }

    /// <summary>Whether the word before the numbers is in the plural: 1 and 2, but not 1 or 2.</summary>
    public static bool IsPlural(IReadOnlyList<SeriesEntry> numbers) => numbers.Count > 1 && numbers.All(entry => entry.Link != SeriesLink.Or);

    private static string Value(ProvisionPart part, SeriesEntry entry, LegalWords words)
    {
        var value = part switch
        {
            ProvisionPart.Point => Alphabets.Letter(entry.Number, words.Language),
            ProvisionPart.RomanPoint => Alphabets.Roman(entry.Number),
            _ => entry.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        return words.Language switch
        {
            "en" => $"({value})",
            "de" => value,
            "fr" when part == ProvisionPart.NumberedPoint => value + ")",
            _ when part is ProvisionPart.Paragraph or ProvisionPart.NumberedPoint => value,
            _ => value + ")",
        };
    }

    private static string Series(IReadOnlyList<SeriesEntry> entries, LegalWords words, Func<SeriesEntry, string> write)
    {
        var text = new StringBuilder();
        foreach (var entry in entries)
        {
            text.Append(
                entry.Link switch
                {
                    SeriesLink.None => "",
                    SeriesLink.Comma => ", ",
                    _ => $" {words.Links[entry.Link][0]} ",
                }
            );
            text.Append(write(entry));
        }

        return text.ToString();
    }
}
