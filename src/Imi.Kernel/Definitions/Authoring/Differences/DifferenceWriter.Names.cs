using System.Globalization;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Calendar;

namespace Imi.Kernel.Definitions.Authoring.Differences;

/// <content>Names and values in the reader's language.</content>
internal sealed partial class DifferenceWriter
{
    private string What(string what) => texts.Get($"authoring.what.{what}", language);

    /// <summary>Finds a text in the later version, or in the earlier one if it was removed.</summary>
    private string Text(string key) => after.Texts.Find(key, language) ?? before.Texts.Find(key, language) ?? key.Split('.')[^1];

    private string Names(IEnumerable<string> keys) => string.Join(", ", keys.Select(Text));

    private string NameOf(object? thing, object? within) =>
        thing switch
        {
            Procedure procedure => Text($"procedures.{procedure.Name}.name"),
            Form form => FormName(form),
            StateDefinition state => StateName((Procedure)within!, state.Name),
            ActionDefinition action => ActionName((Procedure)within!, action.Name),
            FieldPlace place => Label(place.Element),
            TaskDefinition task => TaskName((Procedure)within!, task.Name),
            ClockDefinition clock => Text($"procedures.{((Procedure)within!).Name}.clocks.{clock.Name}"),
            GuideQuestion question => after.Texts.Find($"guide.questions.{question.Name}.question", language)
                ?? before.Texts.Find($"guide.questions.{question.Name}.question", language)
                ?? texts.Get($"guidance.questions.{question.Name}.question", language),
            GuideOutcome outcome => Text($"guide.outcomes.{outcome.Name}.title"),
            _ => "",
        };

    private string FormName(Form? form) => form is null ? "" : Text($"forms.{form.Name}.name");

    private string StateName(Procedure procedure, string? state) => state is null ? "" : Text($"procedures.{procedure.Name}.states.{state}.name");

    private string ActionName(Procedure procedure, string? action) => action is null ? "" : Text($"procedures.{procedure.Name}.actions.{action}.name");

    private string TaskName(Procedure procedure, string task) => Text($"procedures.{procedure.Name}.tasks.{task}");

    private string TaskOf(Procedure procedure, TaskDefinition task) =>
        texts.Get("authoring.difference.task-of", language, ("task", TaskName(procedure, task.Name)), ("procedure", NameOf(procedure, null)));

    private string Task(Procedure procedure, TaskDefinition task) => Stretch(procedure, task.By, task.Begins, task.Ends, task.Within, task.Clock);

    private string Labels(Form form, IEnumerable<string> fields) => string.Join(", ", fields.Select(field => Label(form, field)));

    private string Shown(Procedure procedure, ActionDefinition action) =>
        string.Join(", ", action.Shows.Select(name => Label(procedure.Form.Elements.ContainsKey(name) ? procedure.Form : action.Asks!, name)));

    private string Bounds(Form form, IEnumerable<string> bounds) =>
        string.Join(", ", bounds.Select(bound => DateBound.All.Contains(bound) ? texts.Get($"authoring.bounds.{bound}", language) : Label(form, bound)));

    private string YesNo(bool value) => texts.Get(value ? "words.yes" : "words.no", language);

    private string Phase(StateDefinition state) => texts.Get($"authoring.phases.{state.Phase.ToString().ToLowerInvariant()}", language);

    private string Required(Field field, PolicyModule module, Form form) =>
        field.Required.When is { } when ? words.Condition(when, module, form, null, language) : YesNo(field.Required.Always);

    private string Refusals(Field field, PolicyModule module, Form form) =>
        string.Join("; ", field.Refusals.Select(refusal => words.Condition(refusal.When, module, form, null, language)));

    private string Recipients(PolicyModule module, Procedure procedure) =>
        string.Join(
            ", ",
            procedure.Recipients.Select(rule =>
                rule.Kind switch
                {
                    RecipientKind.Field => Label(procedure.Form, rule.Field),
                    RecipientKind.Linked => texts.Get("authoring.linked-recipients", language),
                    RecipientKind.Commission => words.Party(Party.Commission, language),
                    _ when rule.When is { } when =>
                        $"{texts.Get("authoring.all-countries", language)} ({words.Condition(when, module, procedure.Form, procedure, language)})",
                    _ => texts.Get("authoring.all-countries", language),
                }
            )
        );

    private string Examination(Procedure procedure) =>
        procedure.Examination is { } examination ? Stretch(procedure, examination.By, examination.Begins, examination.Ends, examination.Within) : "";

    /// <summary>Describes work that runs in parallel to the states: its party, start actions, end actions and period.</summary>
    private string Stretch(Procedure procedure, Party by, IReadOnlyList<string> begins, IReadOnlyList<string> ends, Period? within, string? clock = null) =>
        string.Join(
            " · ",
            new[]
            {
                words.Party(by, language),
                string.Join(", ", begins.Select(name => ActionName(procedure, name))),
                string.Join(", ", ends.Select(name => ActionName(procedure, name))),
                words.Period(within, language),
                clock is null ? "" : Text($"procedures.{procedure.Name}.clocks.{clock}"),
            }.Where(part => part.Length > 0)
        );

    private string Leads(GuideOutcome outcome) =>
        outcome.Procedure is { } procedure
            ? Text($"procedures.{procedure}.name")
            : outcome.Outside?.ToString() ?? (outcome.LeadsTo is { } leads ? $"{leads.Question}: {leads.Answer}" : "");

    private static string? Number(decimal? number) => number?.ToString(CultureInfo.InvariantCulture);
}
