using System.Globalization;
using Imi.Kernel.Definitions.Forms.Checks;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Texts;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Definitions.Forms;

/// <summary>Cleans, validates and displays the answers to multilingual forms, and extracts statistics.</summary>
public sealed class FormEngine(PlatformTexts texts)
{
    /// <summary>Validates answers; returns an empty list if they are complete and valid.</summary>
    public IReadOnlyList<FieldError> Check(Form form, Answers answers, FormContext context)
    {
        var errors = new List<FieldError>();
        var facts = new ItemConditions(form, answers, context.Exchange) { Today = context.Today };
        foreach (var element in form.Sections.SelectMany(section => section.Elements))
        {
            if (element.VisibleWhen?.Holds(facts) == false)
                continue;
            if (element is Field field)
                FieldChecks.Check(field, field.Name, answers, facts, context, errors);
            else if (element is FieldGroup group)
                CheckGroup(form, group, answers, context, errors);
        }

        return errors;
    }

    /// <summary>
    /// Prepares answers for storage: removes unknown fields, hidden fields and empty items, and cleans texts as <see cref="TextRules"/> defines.
    /// </summary>
    public Answers Clean(Form form, Answers answers, IConditionContext? exchange)
    {
        var clean = Answers.None;
        foreach (var element in form.Elements.Values)
        {
            clean = element switch
            {
                Field field => CleanField(field, answers, clean),
                FieldGroup group => clean.With(
                    group.Name,
                    answers
                        .Items(group.Name)
                        .Select(item => group.Fields.Aggregate(Answers.None, (kept, field) => CleanField(field, item, kept)))
                        .Where(item => item.Fields.Count > 0)
                ),
                _ => clean,
            };
        }

        // A field may depend on another hidden field, so repeat until nothing changes.
        for (var before = -1; before != clean.Fields.Count; )
        {
            before = clean.Fields.Count;
            var facts = new ItemConditions(form, clean, exchange);
            clean = clean.Only(name => form.Elements[name].VisibleWhen?.Holds(facts) != false);
        }

        foreach (var group in form.Elements.Values.OfType<FieldGroup>())
        {
            clean = clean.With(
                group.Name,
                clean
                    .Items(group.Name)
                    .Select(item =>
                    {
                        var facts = new ItemConditions(form, clean, exchange, group, item);
                        return item.Only(name => group.Fields.First(field => field.Name == name).VisibleWhen?.Holds(facts) != false);
                    })
            );
        }

        return clean;
    }

    /// <summary>Whether a condition holds for the answers to a form.</summary>
    public static bool Holds(Condition condition, Form form, Answers answers, IConditionContext? exchange) =>
        condition.Holds(new ItemConditions(form, answers, exchange));

    /// <summary>Cleans a text for storage with <see cref="TextRules.CleanLines"/>.</summary>
    public static string CleanText(string text) => TextRules.CleanLines(text);

    /// <summary>Restores previous answers of special categories that the author left empty because they were not shown.</summary>
    public static Answers KeepSpecial(Form form, Answers before, Answers answers)
    {
        foreach (
            var name in form
                .Elements.Values.OfType<Field>()
                .Where(field => field.Special is not null)
                .Select(field => field.Name)
                .Where(name => !answers.Has(name) && before.Has(name))
        )
        {
            var ground = SpecialData.GroundFor(name);
            answers = answers.With(name, before[name]!).With(ground, before[ground] ?? new Answer.Single(""));
        }

        return answers;
    }

    /// <summary>Returns the answers to statistical fields as field and code, one pair for each answer; those in groups as <c>GROUP.FIELD</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts(Form form, Answers answers) =>
        [
            .. form.Elements.Values.SelectMany(element =>
                element is FieldGroup group
                    ? answers.Items(group.Name).SelectMany(item => FactsOf(group.Fields, item, $"{group.Name}."))
                    : FactsOf([element], answers, "")
            ),
        ];

    private static IEnumerable<KeyValuePair<string, string>> FactsOf(IEnumerable<FormElement> fields, Answers answers, string prefix) =>
        fields
            .OfType<Field>()
            .Where(field => field.IsStatistic)
            .SelectMany(field => answers.Texts(field.Name).Distinct(StringComparer.Ordinal).Select(text => KeyValuePair.Create(prefix + field.Name, text)));

    /// <summary>Returns the answers visible at a level of sight; of special categories, only those that were opened.</summary>
    public static Answers Visible(Form form, Answers answers, Sight sight, SpecialReading special)
    {
        if (sight == Sight.Full)
            return answers.Only(name => form.Elements.GetValueOrDefault(name) is not Field { Special: not null } field || special.Shows(field));
        var visible = answers.Only(name =>
            form.Elements.TryGetValue(name, out var element) && (element is FieldGroup || (element is Field field && sight.Shows(field)))
        );
        foreach (var group in form.Elements.Values.OfType<FieldGroup>())
        {
            visible = visible.With(
                group.Name,
                visible.Items(group.Name).Select(item => item.Only(name => group.Fields.Any(field => field.Name == name && sight.Shows(field))))
            );
        }

        return visible;
    }

    /// <summary>Builds the view of a form for a reader: labels, options and answers as displayed.</summary>
    public IReadOnlyList<FormSectionView> View(Form form, Answers answers, FormReader reader)
    {
        var facts = new ItemConditions(form, answers, reader.Exchange);
        return
        [
            .. form.Sections.Select(section => new FormSectionView(
                section.Name,
                reader.Text($"{section.TextKey}.title"),
                reader.OptionalText($"{section.TextKey}.help"),
                [.. section.Elements.Select(element => ElementView(form, element, answers, facts, reader) with { IsOut = IsOut(form, element, facts, reader) })]
            )),
        ];
    }

    private static bool IsOut(Form form, FormElement element, ItemConditions facts, FormReader reader) =>
        reader.Exchange is not null
        && element.VisibleWhen is { } condition
        && !ConditionDefinitions.FieldsOf(condition).Any(form.Elements.ContainsKey)
        && !condition.Holds(facts);

    private FormElementView ElementView(Form form, FormElement element, Answers answers, ItemConditions facts, FormReader reader)
    {
        if (element is Field field)
            return FieldView(field, field.Name, answers, facts, reader);
        var group = (FieldGroup)element;
        return new GroupView(
            group.Name,
            reader.Text($"{group.TextKey}.label"),
            reader.OptionalText($"{group.TextKey}.help"),
            group.VisibleWhen?.Holds(facts) != false,
            group,
            reader.Text($"{group.TextKey}.item"),
            [.. answers.Items(group.Name).Select((item, index) => ItemView(form, group, answers, item, index, reader))]
        );
    }

    /// <summary>Builds the view of one item of a group, also for the empty item that a page offers.</summary>
    public GroupItemView ItemView(Form form, FieldGroup group, Answers answers, Answers item, int index, FormReader reader)
    {
        var facts = new ItemConditions(form, answers, reader.Exchange, group, item);
        var path = string.Create(CultureInfo.InvariantCulture, $"{group.Name}.{index}");
        return new GroupItemView(path, [.. group.Fields.Select(field => FieldView(field, $"{path}.{field.Name}", item, facts, reader))]);
    }

    private FieldView FieldView(Field field, string path, Answers answers, ItemConditions facts, FormReader reader)
    {
        var closed = field.Special is not null && answers.Has(field.Name) ? reader.Special : null;
        var isHidden = (!reader.Shows(field) && answers.Has(field.Name)) || closed is { MayOpen: false };
        var openedBy = !isHidden && closed?.Shows(field) == false ? closed.KeyOf(field) : null;
        IReadOnlyList<string> raw = isHidden || openedBy is not null ? [] : answers.Texts(field.Name);
        return new FieldView(
            path,
            reader.Text($"{field.TextKey}.label"),
            reader.OptionalText($"{field.TextKey}.help"),
            field.VisibleWhen?.Holds(facts) != false,
            field
        )
        {
            IsRequired = field.Required.Always || field.Required.When?.Holds(facts) == true,
            Options = [.. field.Options.Select(code => new OptionView(code, reader.Text($"{field.TextKey}.options.{code}")))],
            Raw = raw,
            Shown = [.. raw.Select(text => InWords(field, text, reader))],
            IsHidden = isHidden,
            OpenedBy = openedBy,
        };
    }

    private string InWords(Field field, string text, FormReader reader) =>
        field.Type switch
        {
            FieldType.Choice or FieldType.MultipleChoice when field.Options.Contains(text) => reader.Text($"{field.TextKey}.options.{text}"),
            FieldType.YesNo when text is "yes" or "no" => texts.Get($"words.{text}", reader.Language),
            FieldType.Date when DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) => DayInWords(field, day, reader),
            FieldType.Country when texts.Has($"countries.{text}", reader.Language) => texts.Get($"countries.{text}", reader.Language),
            FieldType.Language => Languages.NativeName(text),
            FieldType.Email => EmailAddresses.Shown(text),
            FieldType.WebAddress => WebAddresses.Shown(text),
            FieldType.Authority => reader.AuthorityNames?.GetValueOrDefault(text) ?? text,
            FieldType.Number when decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => number.ToString(
                "#,0.##########",
                Languages.CultureOf(reader.Language)
            ),
            _ => text,
        };

    private string DayInWords(Field field, DateOnly day, FormReader reader)
    {
        var date = Languages.Day(day, reader.Language);
        if (!field.CountsDaysFromSending || reader.Exchange?.DayOf(DateBound.Sent) is not { } sent)
            return date;
        var days = day.DayNumber - sent.DayNumber;
        var relation = days switch
        {
            < 0 => "before-sending",
            0 => "day-of-sending",
            _ => "after-sending",
        };
        return $"{date} ({texts.Get($"form.{relation}", reader.Language, ("count", Math.Abs(days)))})";
    }

    private static void CheckGroup(Form form, FieldGroup group, Answers answers, FormContext context, List<FieldError> errors)
    {
        var items = answers.Items(group.Name);
        if (items.Count < group.MinItems)
            errors.Add(new FieldError(group.Name, "validation.too-few-items", "least", group.MinItems));
        if (items.Count > group.MaxItems)
            errors.Add(new FieldError(group.Name, "validation.too-many-items", "most", group.MaxItems));
        for (var index = 0; index < items.Count; index++)
        {
            var facts = new ItemConditions(form, answers, context.Exchange, group, items[index]) { Today = context.Today };
            foreach (var field in group.Fields.Where(field => field.VisibleWhen?.Holds(facts) != false))
                FieldChecks.Check(
                    field,
                    string.Create(CultureInfo.InvariantCulture, $"{group.Name}.{index}.{field.Name}"),
                    items[index],
                    facts,
                    context,
                    errors
                );
        }
    }

    private static Answers CleanField(Field field, Answers source, Answers kept)
    {
        var clean = source.Texts(field.Name).Select(text => FieldChecks.Normal(field, CleanText(text))).Where(text => text.Length > 0).ToList();
        return clean switch
        {
            [] => kept,
            [var one] when !field.TakesSeveral => kept.With(field.Name, one),
            _ => kept.With(field.Name, clean.Distinct(StringComparer.Ordinal)),
        };
    }
}

/// <summary>The reader for whom a form is displayed.</summary>
/// <param name="Texts">The module's texts.</param>
/// <param name="Language">The reader's language.</param>
/// <param name="Sight">How much the reader may see.</param>
/// <param name="Exchange">The exchange, for conditions that read it; null if there is none.</param>
/// <param name="AuthorityNames">The names of the chosen authorities by id, in the reader's language; null if none are needed.</param>
public sealed record FormReader(
    TextCatalogue Texts,
    string Language,
    Sight Sight,
    IConditionContext? Exchange = null,
    IReadOnlyDictionary<string, string>? AuthorityNames = null
)
{
    /// <summary>How the reader sees fields of special categories; null for their author.</summary>
    public SpecialReading? Special { get; init; }

    /// <summary>The fields that the reader sees, whatever <see cref="Sight"/> shows; null if that decides.</summary>
    public IReadOnlySet<Field>? Only { get; init; }

    internal bool Shows(Field field) => Only?.Contains(field) ?? Sight.Shows(field);

    internal string Text(string key) => Texts.Find(key, Language) ?? key;

    internal string OptionalText(string key) => Texts.Find(key, Language) ?? "";
}
