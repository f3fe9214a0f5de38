using System.Globalization;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Texts;

namespace Imi.Kernel.Definitions.Authoring.Differences;

/// <summary>Collects the sentences that describe the difference between two versions of a module.</summary>
internal sealed partial class DifferenceWriter(PlatformTexts texts, DefinitionWords words, PolicyModule before, PolicyModule after, string language)
{
    private readonly List<string> _sentences = [];

    public IReadOnlyList<string> Sentences => _sentences;

    public void DescribeNew()
    {
        Say("is-new-procedures", ("names", Names(after.Procedures.Select(procedure => $"procedures.{procedure.Name}.name"))));
        Say("is-new-forms", ("names", Names(after.Forms.Keys.Order(StringComparer.Ordinal).Select(form => $"forms.{form}.name"))));
        Say("is-new-languages", ("names", string.Join(", ", after.Languages.Select(Languages.NativeName))));
    }

    public void DescribeModule()
    {
        var where = Text("module.name");
        Changed(where, "act", before.LegalBasis.Act, after.LegalBasis.Act);
        Changed(where, "celex", before.LegalBasis.Celex, after.LegalBasis.Celex);
        Changed(where, "provisions", before.LegalBasis.Provisions, after.LegalBasis.Provisions);
        Changed(where, "special", Grounds(before), Grounds(after));
        Changed(where, "block", words.Period(before.Retention.Block, language), words.Period(after.Retention.Block, language));
        Changed(where, "delete", words.Period(before.Retention.Delete, language), words.Period(after.Retention.Delete, language));
        Changed(where, "open", words.Period(before.Retention.Open, language), words.Period(after.Retention.Open, language));
        Changed(where, "longer-by", Cited(before.Retention.LongerBy), Cited(after.Retention.LongerBy));
        Changed(where, "union-engines-only", YesNo(before.IsTranslatedInUnionOnly), YesNo(after.IsTranslatedInUnionOnly));
        Changed(where, "keywords", Keywords(before), Keywords(after));
        foreach (var gone in before.Languages.Except(after.Languages))
            Say("language-gone", ("name", Languages.NativeName(gone)));
        foreach (var added in after.Languages.Except(before.Languages))
            Say("language-new", ("name", Languages.NativeName(added)));
    }

    private string Keywords(PolicyModule module) =>
        string.Join(", ", module.Keywords.Select(keyword => module.Texts.Find($"keywords.{keyword}", language) ?? keyword));

    private string Plan(ReminderPlan plan) =>
        texts.Get(
            "authoring.what.reminder-plan",
            language,
            ("before", words.Period(plan.Before, language)),
            ("between", words.Period(plan.Between, language)),
            ("soon", words.Period(plan.AtOnce, language)),
            ("draft", words.Period(plan.Draft, language)),
            ("idle", words.Period(plan.Idle, language))
        );

    private static string Cited(LegalBasis? basis) => basis is null ? "" : $"{basis.Act}, {basis.Provisions}";

    public void DescribeProcedure(Procedure old, Procedure now)
    {
        var where = Text($"procedures.{now.Name}.name");
        Changed(where, "kind", old.Kind.ToString(), now.Kind.ToString());
        Changed(where, "code", old.Code, now.Code);
        Changed(where, "provision", old.Provision, now.Provision);
        Changed(where, "own-act", Cited(old.OwnBasis), Cited(now.OwnBasis));
        Changed(where, "form", FormName(old.Form), FormName(now.Form));
        Changed(where, "reply-by", Label(old.Form, old.ReplyByField), Label(now.Form, now.ReplyByField));
        Changed(where, "counter-proposal", YesNo(old.CounterProposal), YesNo(now.CounterProposal));
        Changed(where, "reply-default", words.Period(old.DefaultReplyPeriod, language), words.Period(now.DefaultReplyPeriod, language));
        Changed(where, "decide-within", words.Period(old.DecideDateWithin, language), words.Period(now.DecideDateWithin, language));
        Changed(where, "reminders", Plan(old.Reminders), Plan(now.Reminders));
        Changed(where, "about", Labels(old.Form, old.About), Labels(now.Form, now.About));
        Changed(where, "recipient-country", Label(old.Form, old.RecipientCountryField), Label(now.Form, now.RecipientCountryField));
        Changed(where, "asks-coordinator", YesNo(old.AsksCoordinator), YesNo(now.AsksCoordinator));
        Changed(where, "recipients", Recipients(before, old), Recipients(after, now));
        Changed(where, "late-recipients", YesNo(old.IncludesLateRecipients), YesNo(now.IncludesLateRecipients));
        Changed(where, "examination", Examination(old), Examination(now));
        Changed(where, "copies", Copies(old), Copies(now));
        Changed(where, "initial-state", StateName(old, old.InitialState.Name), StateName(now, now.InitialState.Name));
        foreach (var (oldTask, task) in Pairs("task", old.Tasks, now.Tasks, task => task.Name, now))
        {
            Changed(TaskOf(now, task), "task", Task(old, oldTask), Task(now, task));
            Changed(TaskOf(now, task), "asked-after", words.Period(oldTask.After, language), words.Period(task.After, language));
        }

        foreach (var (oldClock, clock) in Pairs("clock", old.Clocks, now.Clocks, clock => clock.Name, now))
            Changed(ClockOf(now, clock), "clock", Clock(before, old, oldClock), Clock(after, now, clock));
        foreach (var (oldState, state) in Pairs("state", old.States, now.States, state => state.Name, now))
            DescribeState(now, oldState, state);
        foreach (var (oldAction, action) in Pairs("action", old.Actions, now.Actions, action => action.Name, now))
            DescribeAction(now, oldAction, action);
    }

    public void DescribeForm(Form old, Form now)
    {
        var form = FormName(now);
        foreach (var (oldField, field) in Pairs("field", Fields(old), Fields(now), field => field.Path, now))
        {
            var where = texts.Get("authoring.difference.field-of", language, ("field", Label(field.Element)), ("form", form));
            Changed(
                where,
                "visible",
                words.Condition(oldField.Element.VisibleWhen, before, old, null, language),
                words.Condition(field.Element.VisibleWhen, after, now, null, language)
            );
            if (oldField.Element is Field one && field.Element is Field other)
                DescribeField(where, one, other, old, now);
            else if (oldField.Element is FieldGroup group && field.Element is FieldGroup changed)
                DescribeGroup(where, group, changed);
        }
    }

    public void DescribeGuide()
    {
        foreach (var (old, now) in Pairs("question", before.Guide.Questions, after.Guide.Questions, question => question.Name))
            Changed(NameOf(now, null), "guide-answers", string.Join(", ", old.Answers), string.Join(", ", now.Answers));
        foreach (var (old, now) in Pairs("outcome", before.Guide.Outcomes, after.Guide.Outcomes, outcome => outcome.Name))
        {
            var where = texts.Get("authoring.difference.outcome-of", language, ("name", NameOf(now, null)));
            Changed(where, "guide-when", When(old), When(now));
            Changed(where, "guide-leads", Leads(old), Leads(now));
            Changed(where, "guide-fills", Pairs(old.Fills.Concat(old.Sets)), Pairs(now.Fills.Concat(now.Sets)));
        }
    }

    /// <summary>Returns the elements that both versions contain; writes a sentence for each element that only one contains.</summary>
    public IEnumerable<(T Old, T Now)> Pairs<T>(string kind, IEnumerable<T> old, IEnumerable<T> now, Func<T, string> name, object? within = null)
    {
        var (earlier, later) = (old.ToList(), now.ToList());
        foreach (var gone in earlier.Where(one => later.TrueForAll(other => name(other) != name(one))))
            Say($"{kind}-gone", ("name", NameOf(gone, within)), ("in", within is null ? "" : NameOf(within, null)));
        foreach (var added in later.Where(one => earlier.TrueForAll(other => name(other) != name(one))))
            Say($"{kind}-new", ("name", NameOf(added, within)), ("in", within is null ? "" : NameOf(within, null)));
        return later.Join(earlier, name, name, (one, other) => (other, one));
    }

    private void DescribeState(Procedure procedure, StateDefinition old, StateDefinition now)
    {
        var where = texts.Get("authoring.difference.state-of", language, ("state", StateName(procedure, now.Name)), ("procedure", NameOf(procedure, null)));
        Changed(where, "phase", Phase(old), Phase(now));
        Changed(where, "waits-for", words.Party(old.WaitsFor, language), words.Party(now.WaitsFor, language));
        Changed(where, "due", words.Due(old.Due, before, before.Procedure(procedure.Name)!, language), words.Due(now.Due, after, procedure, language));
        Changed(where, "remind-after", words.Period(old.RemindAfter, language), words.Period(now.RemindAfter, language));
        Changed(where, "block", words.Period(old.Retention?.Block, language), words.Period(now.Retention?.Block, language));
        Changed(where, "delete", words.Period(old.Retention?.Delete, language), words.Period(now.Retention?.Delete, language));
        Changed(where, "then", ActionName(procedure, old.Then), ActionName(procedure, now.Then));
    }

    private void DescribeAction(Procedure procedure, ActionDefinition old, ActionDefinition now)
    {
        var where = texts.Get("authoring.difference.action-of", language, ("action", ActionName(procedure, now.Name)), ("procedure", NameOf(procedure, null)));
        foreach (var gone in old.By.Except(now.By))
            Say("actor-gone", ("where", where), ("who", words.Actor(gone, language)));
        foreach (var added in now.By.Except(old.By))
            Say("actor-new", ("where", where), ("who", words.Actor(added, language)));
        foreach (var gone in old.From.Except(now.From))
            Say("from-gone", ("where", where), ("state", StateName(procedure, gone)));
        foreach (var added in now.From.Except(old.From))
            Say("from-new", ("where", where), ("state", StateName(procedure, added)));
        Changed(where, "to", StateName(procedure, old.To), StateName(procedure, now.To));
        Changed(where, "checks", YesNo(old.ChecksForm), YesNo(now.ChecksForm));
        Changed(where, "asks", FormName(old.Asks), FormName(now.Asks));
        Changed(
            where,
            "when",
            words.Condition(old.When, before, null, before.Procedure(procedure.Name), language),
            words.Condition(now.When, after, null, procedure, language)
        );
        Changed(where, "does", words.Verbs(old, language), words.Verbs(now, language));
        Changed(where, "shows", Shown(procedure, old), Shown(procedure, now));
        Changed(where, "extends", words.Extension(old.Extends, language), words.Extension(now.Extends, language));
        Changed(where, "restarts-clock", YesNo(old.RestartsClock), YesNo(now.RestartsClock));
        Changed(where, "by-platform", YesNo(old.IsByPlatform), YesNo(now.IsByPlatform));
        Changed(where, "danger", YesNo(old.IsDanger), YesNo(now.IsDanger));
    }

    private void DescribeField(string where, Field old, Field now, Form oldForm, Form form)
    {
        Changed(where, "type", words.Type(old.Type, language), words.Type(now.Type, language));
        Changed(where, "ground-of", Label(oldForm, old.GroundOf), Label(form, now.GroundOf));
        Changed(where, "required", Required(old, before, oldForm), Required(now, after, form));
        Changed(where, "several", YesNo(old.Several), YesNo(now.Several));
        Changed(where, "personal", YesNo(old.IsPersonal), YesNo(now.IsPersonal));
        Changed(where, "confidential", YesNo(old.IsConfidential), YesNo(now.IsConfidential));
        Changed(where, "union-engines", YesNo(old.IsTranslatedInUnion), YesNo(now.IsTranslatedInUnion));
        Changed(where, "special", old.Special ?? "", now.Special ?? "");
        Changed(where, "statistic", YesNo(old.IsStatistic), YesNo(now.IsStatistic));
        Changed(where, "max-length", Number(old.MaxLength), Number(now.MaxLength));
        Changed(where, "min", Number(old.Min), Number(now.Min));
        Changed(where, "max", Number(old.Max), Number(now.Max));
        Changed(where, "not-before-today", YesNo(old.NotBeforeToday), YesNo(now.NotBeforeToday));
        Changed(where, "not-before", Bounds(oldForm, old.NotBefore), Bounds(form, now.NotBefore));
        Changed(where, "not-after", Bounds(oldForm, old.NotAfter), Bounds(form, now.NotAfter));
        Changed(where, "days", YesNo(old.CountsDaysFromSending), YesNo(now.CountsDaysFromSending));
        Changed(where, "prefill", YesNo(old.PrefillsReplyBy), YesNo(now.PrefillsReplyBy));
        Changed(where, "refuse", Refusals(old, before, oldForm), Refusals(now, after, form));
        foreach (var gone in old.Options.Except(now.Options))
            Say("option-gone", ("where", where), ("name", Text($"{old.TextKey}.options.{gone}")));
        foreach (var added in now.Options.Except(old.Options))
            Say("option-new", ("where", where), ("name", Text($"{now.TextKey}.options.{added}")));
    }

    private void DescribeGroup(string where, FieldGroup old, FieldGroup now)
    {
        Changed(where, "min-items", Number(old.MinItems), Number(now.MinItems));
        Changed(where, "max-items", Number(old.MaxItems), Number(now.MaxItems));
        Changed(where, "splittable", YesNo(old.IsSplittable), YesNo(now.IsSplittable));
    }

    private static string Grounds(PolicyModule module) =>
        string.Join(
            "; ",
            module.Special.Select(one =>
                $"{one.Category}: {string.Join(", ", one.Grounds.Select(ground => $"{ground.Name} ({ground.Basis.Act}, {ground.Basis.Provisions})"))}"
            )
        );

    private void Changed(string where, string what, string? old, string? now)
    {
        if ((old ?? "") == (now ?? ""))
            return;
        var key =
            string.IsNullOrEmpty(old) ? "begins"
            : string.IsNullOrEmpty(now) ? "ends"
            : "changes";
        (string, object?)[] values = key switch
        {
            "begins" => [("where", where), ("what", What(what)), ("after", now)],
            "ends" => [("where", where), ("what", What(what)), ("before", old)],
            _ => [("where", where), ("what", What(what)), ("before", old), ("after", now)],
        };
        Say(key, values);
    }

    private void Say(string key, params (string Name, object? Value)[] values) => _sentences.Add(texts.Get($"authoring.difference.{key}", language, values));

    private string Label(FormElement element) => Text($"{element.TextKey}.label");

    private string Label(Form form, string? field) =>
        field is null ? ""
        : Fields(form).FirstOrDefault(place => place.Element.Name == field)?.Element is { } element ? Label(element)
        : field;

    private static string When(GuideOutcome outcome) =>
        string.Join(
            " / ",
            outcome.When.Select(way =>
                string.Join(", ", way.OrderBy(need => need.Key, StringComparer.Ordinal).Select(need => $"{need.Key}: {string.Join(" | ", need.Value)}"))
            )
        );

    private static string Pairs(IEnumerable<KeyValuePair<string, string>> pairs) =>
        string.Join(", ", pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {pair.Value}"));

    private static string Copies(Procedure procedure) =>
        string.Join(
            "; ",
            procedure.Copies.Select(copy =>
                $"{copy.From} ({Pairs(copy.Fields.Select(field => KeyValuePair.Create(field.Key, string.Join(" | ", field.Value))))})"
            )
        );

    private static IEnumerable<FieldPlace> Fields(Form form) =>
        form.Elements.Values.SelectMany(element =>
            (IEnumerable<FieldPlace>)
                [
                    new FieldPlace(element.Name, element),
                    .. (element as FieldGroup)?.Fields.Select(field => new FieldPlace($"{element.Name}.{field.Name}", field)) ?? [],
                ]
        );

    private sealed record FieldPlace(string Path, FormElement Element);
}
