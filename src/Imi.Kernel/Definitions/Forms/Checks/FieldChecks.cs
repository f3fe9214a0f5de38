using System.Globalization;
using System.Text.RegularExpressions;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Texts;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Definitions.Forms.Checks;

/// <summary>Normalizes and validates answers by field type.</summary>
internal static partial class FieldChecks
{
    /// <summary>Validates the answer to a field and adds an error if it is missing or invalid.</summary>
    public static void Check(Field field, string path, Answers answers, IConditionContext facts, FormContext context, List<FieldError> errors)
    {
        var texts = answers.Texts(field.Name);
        var isEmpty = texts.All(text => text.Length == 0);
        if (isEmpty && (field.Required.Always || field.Required.When?.Holds(facts) == true))
        {
            errors.Add(FieldError.Required(path));
            return;
        }

        if (field.Refusals.FirstOrDefault(refusal => refusal.When.Holds(facts)) is { } refused)
            errors.Add(new FieldError(path, refused.TextKey) { IsMissing = isEmpty });
        if (isEmpty)
            return;
        if (texts.Count > 1 && !field.TakesSeveral)
            errors.Add(FieldError.OnlyOne(path));
        foreach (var text in texts)
        {
            if (Wrong(field, path, text, facts, context) is not { } error)
                continue;
            errors.Add(error);
            break;
        }
    }

    /// <summary>Normalizes an answer: a plain decimal comma becomes a point, country codes become upper case.</summary>
    public static string Normal(Field field, string text) =>
        field.Type switch
        {
            // A comma before three digits may separate thousands. Only the reader's culture can decide; it was applied before.
            FieldType.Number => PlainComma().IsMatch(text) ? text.Replace(',', '.') : text,
            FieldType.Country => text.ToUpperInvariant(),
            FieldType.Language => Languages.Named(text) ?? text,
            FieldType.Text or FieldType.Email or FieldType.WebAddress => text.Replace('\n', ' '),
            _ => text,
        };

    [GeneratedRegex(@"^[-+]?\d+,(\d{1,2}|\d{4,})$", RegexOptions.None, 1000)]
    private static partial Regex PlainComma();

    private static FieldError? Wrong(Field field, string path, string text, IConditionContext facts, FormContext context)
    {
        if (field.MaxLength is { } most && text.Length > most)
            return FieldError.TooLong(path, text, most);
        return field.Type switch
        {
            FieldType.Choice or FieldType.MultipleChoice => field.Options.Contains(text) ? null : FieldError.NotAnOption(path),
            FieldType.YesNo => text is "yes" or "no" ? null : FieldError.NotAnOption(path),
            FieldType.Date => WrongDate(field, path, text, facts, context),
            FieldType.Number => WrongNumber(field, path, text),
            FieldType.Country => context.Countries.Contains(text) ? null : FieldError.NotAnOption(path),
            FieldType.Language => Languages.IsKnown(text) ? null : FieldError.NotAnOption(path),
            FieldType.Text => TextRules.FaultInLine(text) is { } fault ? FieldError.Of(path, fault) : null,
            FieldType.LongText => TextRules.FaultInLines(text) is { } fault ? FieldError.Of(path, fault) : null,
            FieldType.WebAddress => TextChecks.WebAddress(path, text),
            FieldType.Email => TextChecks.Email(path, text),
            FieldType.Authority => context.Authorities.Contains(text) ? null : new FieldError(path, "validation.not-an-authority"),
            _ => null,
        };
    }

    private static FieldError? WrongDate(Field field, string path, string text, IConditionContext facts, FormContext context)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year is < 1900 or > 2200)
            return FieldError.NotADate(path);
        if (field.NotBeforeToday && day < context.Today)
            return new FieldError(path, "validation.date-past");
        if (field.NotAfter.Contains(DateBound.Today) && day > context.Today)
            return new FieldError(path, "validation.date-future");
        if (Days(field.NotBefore).Max() is { } first && day < first)
            return new FieldError(path, "validation.date-before", "date", first);
        return Days(field.NotAfter).Min() is { } last && day > last ? new FieldError(path, "validation.date-after", "date", last) : null;

        IEnumerable<DateOnly?> Days(IReadOnlyList<string> bounds) => bounds.Select(bound => DayReference.BoundIn(bound, facts));
    }

    private static FieldError? WrongNumber(Field field, string path, string text)
    {
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return FieldError.NotANumber(path);
        if (field.Min is { } least && number < least)
            return new FieldError(path, "validation.number-too-small", "least", least);
        return field.Max is { } most && number > most ? new FieldError(path, "validation.number-too-large", "most", most) : null;
    }
}
