using System.Globalization;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Modules.Contracts;
using Imi.Web.Pages.Shared;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Reads answers from a posted form with field names such as <c>a.facts</c> and <c>a.measures.0.kind</c>.</summary>
internal static class FormPost
{
    /// <summary>The prefix of field paths in the form's field names.</summary>
    public const string Prefix = "a.";

    /// <summary>The number of characters read from a field, far above any limit that a field can have.</summary>
    private const int Longest = 200_000;

    /// <summary>Reads the answers of the sections shown; all other answers keep their value.</summary>
    /// <param name="form">The definition of the form.</param>
    /// <param name="post">The posted form.</param>
    /// <param name="before">The previous answers.</param>
    /// <param name="culture">The culture of numbers.</param>
    /// <param name="sections">The sections shown; null for all.</param>
    public static Answers Read(Form form, IFormCollection post, Answers before, CultureInfo culture, IReadOnlyList<FormSection>? sections = null)
    {
        var answers = before;
        foreach (var element in (sections ?? form.Sections).SelectMany(section => section.Elements))
        {
            answers = element switch
            {
                Field field => answers.With(field.Name, Texts(field, Prefix + field.Name, post, culture)),
                FieldGroup group => answers.With(group.Name, Items(group, post, culture)),
                _ => answers,
            };
        }

        return answers;
    }

    /// <summary>Reads the key that makes a repeated post idempotent; null if there is none. The same key with other input is refused.</summary>
    public static SubmissionKey? Key(IFormCollection post)
    {
        if (post["submission"].ToString() is not { Length: > 0 and <= 64 } key)
            return null;
        var typed = post.Where(field => field.Key is not "submission" and not Revisions.Field && !field.Key.StartsWith("__", StringComparison.Ordinal))
            .OrderBy(field => field.Key, StringComparer.Ordinal)
            .SelectMany(field => field.Value.Select(value => $"{field.Key}={value}"));
        return new SubmissionKey(key, string.Join('\n', typed));
    }

    private static IEnumerable<Answers> Items(FieldGroup group, IFormCollection post, CultureInfo culture)
    {
        var remove = post["remove"].ToString();
        var indices = post
            .Keys.Where(key => key.StartsWith($"{Prefix}{group.Name}.", StringComparison.Ordinal))
            .Select(key => key.Split('.')[2])
            .Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out var index) ? index : -1)
            .Where(index => index is >= 0 and < 200)
            .Distinct()
            .Order();
        foreach (var index in indices)
        {
            if (remove == string.Create(CultureInfo.InvariantCulture, $"{group.Name}.{index}"))
                continue;
            var item = group.Fields.Aggregate(
                Answers.None,
                (answers, field) =>
                    answers.With(
                        field.Name,
                        Texts(field, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{group.Name}.{index}.{field.Name}"), post, culture)
                    )
            );
            if (item.Fields.Count > 0)
                yield return item;
        }
    }

    private static Answer Texts(Field field, string name, IFormCollection post, CultureInfo culture)
    {
        var texts = post[name].Select(text => text is { Length: > Longest } ? text[..Longest] : text ?? "").ToList();
        if (field.Several)
            texts = [.. texts.SelectMany(text => text.ReplaceLineEndings("\n").Split('\n')).Select(text => text.Trim()).Where(text => text.Length > 0)];
        if (field.Type == FieldType.Number)
            texts = [.. texts.Select(text => NumberTexts.Read(text, culture))];
        return field.TakesSeveral ? new Answer.Several(texts) : new Answer.Single(texts.Count > 0 ? texts[0] : "");
    }
}
