using System.Globalization;
using System.Net.Mail;
using System.Text.RegularExpressions;
using Imi.Kernel.Modules;
using Imi.Kernel.Texts;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Forms;

/// <summary>What each type of field takes.</summary>
internal static partial class FieldChecks
{
    private const int LongestAddress = 2000;

    /// <summary>Adds what is missing or wrong in the answer to a field.</summary>
    public static void Check(Field field, string path, Answers answers, IConditionFacts facts, FormContext context, List<FieldError> errors)
    {
        var texts = answers.Texts(field.Name);
        if (texts.Count == 0 || texts.All(text => text.Length == 0))
        {
            if (field.Required.Always || field.Required.When?.Holds(facts) == true)
                errors.Add(new FieldError(path, "validation.required"));
            return;
        }

        if (texts.Count > 1 && !field.TakesSeveral)
            errors.Add(new FieldError(path, "validation.only-one"));
        foreach (var text in texts)
        {
            if (Wrong(field, path, text, context) is not { } error)
                continue;
            errors.Add(error);
            break;
        }
    }

    /// <summary>One way to write what can be written in several: a plain decimal comma as a point, codes of countries in capitals.</summary>
    public static string Normal(Field field, string text) => field.Type switch
    {
        // A comma before three digits may stand between thousands: only the reader's language tells, and it has had its say.
        FieldType.Number => PlainComma().IsMatch(text) ? text.Replace(',', '.') : text,
        FieldType.Country => text.ToUpperInvariant(),
        FieldType.Text or FieldType.Email or FieldType.WebAddress => text.Replace('\n', ' '),
        _ => text,
    };

    [GeneratedRegex(@"^[-+]?\d+,(\d{1,2}|\d{4,})$", RegexOptions.None, 1000)]
    private static partial Regex PlainComma();

    private static FieldError? Wrong(Field field, string path, string text, FormContext context)
    {
        if (field.MaxLength is { } most && text.Length > most)
            return new FieldError(path, "validation.too-long", new Dictionary<string, object?>(StringComparer.Ordinal) { ["most"] = most, ["length"] = text.Length });
        return field.Type switch
        {
            FieldType.Choice or FieldType.MultipleChoice => field.Options.Contains(text) ? null : new FieldError(path, "validation.not-an-option"),
            FieldType.YesNo => text is "yes" or "no" ? null : new FieldError(path, "validation.not-an-option"),
            FieldType.Date => WrongDate(field, path, text, context),
            FieldType.Number => WrongNumber(field, path, text),
            FieldType.Country => context.Countries.Contains(text) ? null : new FieldError(path, "validation.not-an-option"),
            FieldType.Language => Languages.IsKnown(text) ? null : new FieldError(path, "validation.not-an-option"),
            FieldType.WebAddress => IsWebAddress(text) ? null : new FieldError(path, "validation.not-a-web-address", "text", Excerpt(text)),
            FieldType.Email => IsEmail(text) ? null : new FieldError(path, "validation.not-an-email", "text", Excerpt(text)),
            FieldType.Authority => context.Authorities.Contains(text) ? null : new FieldError(path, "validation.not-an-authority"),
            _ => null,
        };
    }

    private static FieldError? WrongDate(Field field, string path, string text, FormContext context)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year is < 1900 or > 2200)
            return new FieldError(path, "validation.not-a-date");
        return field.NotBeforeToday && day < context.Today ? new FieldError(path, "validation.date-past") : null;
    }

    private static FieldError? WrongNumber(Field field, string path, string text)
    {
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return new FieldError(path, "validation.not-a-number");
        if (field.Min is { } least && number < least)
            return new FieldError(path, "validation.number-too-small", "least", least);
        return field.Max is { } most && number > most ? new FieldError(path, "validation.number-too-large", "most", most) : null;
    }

    private static bool IsWebAddress(string text) =>
        text.Length <= LongestAddress
        && !text.Any(char.IsWhiteSpace)
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address.Host.Contains('.', StringComparison.Ordinal)
        && address.UserInfo.Length == 0;

    private static bool IsEmail(string text) =>
        text.Length <= 254
        && !text.Any(char.IsWhiteSpace)
        && MailAddress.TryCreate(text, out var address)
        && address.Address == text
        && address.Host.Contains('.', StringComparison.Ordinal);

    private static string Excerpt(string text) => text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 79), "…");
}
