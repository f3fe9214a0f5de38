using System.Globalization;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Texts;

namespace Imi.Kernel.Exchanges.Content;

/// <summary>The stored title of an exchange for lists: an answer as it was given, and the field from which it comes.</summary>
/// <param name="Full">The title for people who see everything.</param>
/// <param name="WithoutPersonal">The title for people who see no personal data; may be empty.</param>
/// <param name="Field">The field of <paramref name="Full"/>; null if there is none, or for older exchanges, which did not store it.</param>
/// <param name="OpenField">The field of <paramref name="WithoutPersonal"/>; null in the same cases.</param>
internal sealed record ExchangeAbout(string Full, string WithoutPersonal, string? Field = null, string? OpenField = null)
{
    /// <summary>Converts the answers to texts in a language: labels of choices, names of countries and languages, formatted dates.</summary>
    public ExchangeAbout In(PolicyModule? module, string procedure, PlatformTexts texts, string language)
    {
        var form = module?.Procedure(procedure)?.Form;
        return this with { Full = Word(Full, Field), WithoutPersonal = Word(WithoutPersonal, OpenField) };

        string Word(string answer, string? name) =>
            name is null || answer.Length == 0 || form?.Elements.GetValueOrDefault(name) is not Imi.Kernel.Definitions.Modules.Field field
                ? answer
                : field.Type switch
                {
                    FieldType.Choice or FieldType.MultipleChoice => module!.Texts.Find($"{field.TextKey}.options.{answer}", language) ?? answer,
                    FieldType.YesNo => texts.Get($"words.{answer}", language),
                    FieldType.Country => texts.Has($"countries.{answer}", language) ? texts.Get($"countries.{answer}", language) : answer,
                    FieldType.Language => Languages.NativeName(answer),
                    FieldType.Date => DateOnly.TryParseExact(answer, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                        ? Languages.Day(day, language)
                        : answer,
                    _ => answer,
                };
    }
}
