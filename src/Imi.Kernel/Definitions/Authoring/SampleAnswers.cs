using Imi.Kernel.Definitions.Modules;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Definitions.Authoring;

/// <summary>Creates sample answers, so that a preview shows a completed form.</summary>
public static class SampleAnswers
{
    /// <summary>Answers every field, with one item in each group.</summary>
    /// <param name="form">The form.</param>
    /// <param name="text">The answer to every text field.</param>
    /// <param name="today">Today's date; date fields get a day 30 days later.</param>
    public static Answers For(Form form, string text, DateOnly today)
    {
        var answers = Answers.None;
        foreach (var element in form.Elements.Values)
        {
            answers = element switch
            {
                Field field => Fill(answers, field, text, today),
                FieldGroup group => answers.With(group.Name, [group.Fields.Aggregate(Answers.None, (item, field) => Fill(item, field, text, today))]),
                _ => answers,
            };
        }

        return answers;
    }

    private static Answers Fill(Answers answers, Field field, string text, DateOnly today)
    {
        var value = field.Type switch
        {
            FieldType.Choice or FieldType.MultipleChoice => field.Options.Count > 0 ? field.Options[0] : "",
            FieldType.YesNo => "yes",
            FieldType.Date => today.AddDays(30).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            FieldType.Number => (field.Min ?? 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
            FieldType.Country => "BE",
            FieldType.Language => "en",
            FieldType.WebAddress => "https://www.example.org",
            FieldType.Email => "name@example.org",
            _ => text,
        };
        return field.TakesSeveral ? answers.With(field.Name, (IEnumerable<string>)[value]) : answers.With(field.Name, value);
    }
}
