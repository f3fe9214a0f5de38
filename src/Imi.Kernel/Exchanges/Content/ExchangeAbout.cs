using System.Globalization;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Texts;

namespace Imi.Kernel.Exchanges.Content;

/// <summary>What names a case in lists, as it is kept: the answers as they were given, with the fields that they come from.</summary>
/// <param name="Full">For who sees everything.</param>
/// <param name="WithoutPersonal">For who sees no personal data; may be empty.</param>
/// <param name="Field">The field of <paramref name="Full"/>; null for none, and for what was kept before fields were.</param>
/// <param name="OpenField">The field of <paramref name="WithoutPersonal"/>; null likewise.</param>
internal sealed record ExchangeAbout(string Full, string WithoutPersonal, string? Field = null, string? OpenField = null)
{
    /// <summary>The same in words of a language: a choice by its label, a country by its name, a date as it is written.</summary>
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
