using System.Globalization;
using Imi.Kernel.Foundation.Texts;

namespace Imi.Kernel.Definitions.Modules.Reading;

/// <summary>Checks the properties of a field for invalid values and combinations.</summary>
internal static class FieldRules
{
    private static readonly HashSet<FieldType> Countable =
    [
        FieldType.Choice,
        FieldType.MultipleChoice,
        FieldType.YesNo,
        FieldType.Number,
        FieldType.Country,
        FieldType.Date,
    ];

    public static void Check(DefinitionNode node, Field field, bool isInGroup)
    {
        if (field.IsPersonal && field.IsStatistic)
            node.Find("statistic")!.Wrong($"'{field.Name}' is personal, so it can never be a statistic: statistics survive the deletion of personal data.");
        if (field.IsConfidential && field.IsStatistic)
            node.Find("statistic")!.Wrong($"'{field.Name}' is confidential, so it can never be a statistic, which is kept in clear.");
        if (field.IsTranslatedInUnion && field is not { IsConfidential: true, Type: FieldType.LongText, Special: null })
            node.Find("translation")!
                .Wrong(
                    "Only a confidential longtext that is not special has 'translation': other long texts are translated anyway, short answers and special "
                        + "categories never."
                );
        if (field.IsStatistic && !Countable.Contains(field.Type))
            node.Find("statistic")!.Wrong("Only a choice, multichoice, yesno, number, country or date can be a statistic: free text may hold personal data.");
        CheckOptions(node, field);
        CheckRange(node, field);
        if (field.Several && field.Type is not (FieldType.WebAddress or FieldType.Email or FieldType.Country or FieldType.Language))
            node.Find("several")!.Wrong("Only url, email, country and language take several answers; for several options use multichoice.");
        if (node.Has("maxLength") && field.Type is not (FieldType.Text or FieldType.LongText))
            node.Find("maxLength")!.Wrong("Only text and longtext have a length.");
        if (field.NotBefore.Count + field.NotAfter.Count > 0 && (field.Type != FieldType.Date || isInGroup))
            (node.Find("notBefore") ?? node.Find("notAfter"))!.Wrong("Only a date outside a group can be bounded by another date.");
        if (field.CountsDaysFromSending && field.Type != FieldType.Date)
            node.Find("days")!.Wrong("Only a date lies a number of days before or after the sending.");
        if (field.PrefillsReplyBy && field.Type != FieldType.Date)
            node.Find("prefill")!.Wrong("Only a date can begin with the reply-by date.");
    }

    /// <summary>Explains why a value can never be the answer to a field; null if it can.</summary>
    public static string? WhyNeverTyped(Field field, string value)
    {
        switch (field.Type)
        {
            case FieldType.Date:
                return DateOnly.TryParseExact(value, "yyyy-MM-dd", out _) ? null : "a date is written like 2013-11-25.";
            case FieldType.Number:
                return !decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                        ? "a number is written like 12 or 12.5."
                    : number < field.Min ? $"the smallest is {field.Min}."
                    : number > field.Max ? $"the largest is {field.Max}."
                    : null;
            case FieldType.Country:
                return value.Length == 2 && value.All(char.IsAsciiLetterUpper) ? null : "a country is written with its code, such as EL.";
            case FieldType.Language:
                return Languages.IsKnown(value) ? null : $"{Spelling.Suggestion(value, Languages.All)}";
            case FieldType.Authority:
                return "each platform has other authorities.";
            default:
                return field.MaxLength is { } most && value.Length > most ? $"it is longer than {most} characters." : null;
        }
    }

    private static void CheckRange(DefinitionNode node, Field field)
    {
        foreach (
            var word in ((string[])["min", "max"]).Where(word =>
                node.Has(word) && field.Type != FieldType.Number && !(field.Type == FieldType.Date && word == "min")
            )
        )
            node.Find(word)!.Wrong(field.Type == FieldType.Date ? "A date has no 'max'." : $"Only a number has '{word}'; the longest text is 'maxLength'.");
        if (field.Min > field.Max)
            node.Find("min")!.Wrong($"'min' ({field.Min}) is larger than 'max' ({field.Max}): no number is both.");
        if (node.Find("min") is { } min && field.Type is FieldType.Number or FieldType.Date && (min.Text() == "today") != (field.Type == FieldType.Date))
            min.Wrong(field.Type == FieldType.Date ? "For a date 'min' can only be today." : "For a number 'min' is a whole number; only a date has today.");
    }

    private static void CheckOptions(DefinitionNode node, Field field)
    {
        var isChoice = field.Type is FieldType.Choice or FieldType.MultipleChoice;
        if (isChoice && field.Options.Count == 0)
            node.Wrong($"The choice '{field.Name}' has no options.");
        if (!isChoice && field.Options.Count > 0)
            node.Find("options")!.Wrong("Only choice and multichoice have options.");
    }
}
