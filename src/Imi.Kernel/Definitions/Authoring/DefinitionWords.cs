using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Texts;
using Rule = Imi.Kernel.Definitions.Modules.Condition;

namespace Imi.Kernel.Definitions.Authoring;

/// <summary>Translates the vocabulary of the definition language for display in an interface language.</summary>
public sealed class DefinitionWords(PlatformTexts texts)
{
    /// <summary>Returns a party's name; empty for null.</summary>
    public string Party(Party? party, string language) =>
        party is { } one ? texts.Get($"authoring.parties.{Words.Parties.WordFor(one).Replace(' ', '-')}", language) : "";

    /// <summary>Describes an actor of an action: a role at a party.</summary>
    public string Actor(ActorRule rule, string language) =>
        texts.Get(
            "authoring.actor",
            language,
            ("role", texts.Get($"roles.{rule.Role.ToString().ToLowerInvariant()}", language)),
            ("party", Party(rule.Party, language))
        );

    /// <summary>Lists all actors of an action, the platform included.</summary>
    public string Actors(ActionDefinition action, string language) =>
        string.Join(", ", action.By.Select(rule => Actor(rule, language)).Concat(action.IsByPlatform ? [texts.Get("words.platform", language)] : []));

    /// <summary>Lists the parties that may take an action, without their roles.</summary>
    public string Parties(ActionDefinition action, string language) =>
        string.Join(
            ", ",
            action
                .By.Select(rule => rule.Party)
                .Distinct()
                .Select(party => Party(party, language))
                .Concat(action.IsByPlatform ? [texts.Get("words.platform", language)] : [])
        );

    /// <summary>Formats a period, such as "2 months, 7 days"; empty for null.</summary>
    public string Period(Period? period, string language)
    {
        if (period is not { } of)
            return "";
        (int Count, string Unit)[] parts = [(of.Years, "years"), (of.Months, "months"), (of.Days, "days"), (of.WorkingDays, "working-days")];
        return string.Join(
            ", ",
            parts.Where(part => part.Count > 0).Select(part => texts.Get($"authoring.periods.{part.Unit}", language, ("count", part.Count)))
        );
    }

    /// <summary>Describes when a state is due; empty if it has no due date.</summary>
    /// <param name="due">How the due date is determined; null for none.</param>
    /// <param name="module">The module that defines the state.</param>
    /// <param name="procedure">The procedure of the state.</param>
    /// <param name="language">The language of the description.</param>
    public string Due(DueRule? due, PolicyModule module, Procedure procedure, string language) =>
        due is null ? ""
        : due.Clock is { } clock
            ? string.Join(
                ": ",
                new[] { ClockName(clock, module, procedure, language), Period(procedure.Clocks.First(one => one.Name == clock).Lasts, language) }.Where(part =>
                    part.Length > 0
                )
            )
        : due.Period is { } period ? Period(period, language)
        : due.Asked is { } asked ? $"“{module.Texts.Find($"forms.{asked.Form}.fields.{asked.Field}.label", language) ?? asked.Field}”"
        : texts.Get("authoring.due-reply", language);

    /// <summary>Returns the name of a clock.</summary>
    /// <param name="clock">Its name in the definition.</param>
    /// <param name="module">The module that defines it.</param>
    /// <param name="procedure">The procedure that defines it.</param>
    /// <param name="language">The language of the name.</param>
    public static string ClockName(string clock, PolicyModule module, Procedure procedure, string language) =>
        module.Texts.Find($"procedures.{procedure.Name}.clocks.{clock}", language) ?? clock;

    /// <summary>Lists what an action does besides changing the state.</summary>
    public string Verbs(ActionDefinition action, string language) =>
        string.Join(
            ", ",
            action
                .Does.Select(verb => Words.Verbs.WordFor(verb))
                .Concat(action.InformsCommission ? ["inform-commission"] : [])
                .Concat(action.InformsCountries ? ["inform-countries"] : [])
                .Select(verb => texts.Get($"authoring.verbs.{verb}", language))
        );

    /// <summary>Returns the name of a field type.</summary>
    public string Type(FieldType type, string language) => texts.Get($"authoring.types.{Words.FieldTypes.WordFor(type)}", language);

    /// <summary>Describes how far an action extends a due date; empty for null.</summary>
    public string Extension(ExtensionRule? rule, string language)
    {
        if (rule is null)
            return "";
        (string Key, Period? Period)[] parts = [("by", rule.By), ("up-to", rule.UpTo), ("total", rule.Total)];
        return string.Join(
            ", ",
            parts
                .Where(part => part.Period is not null)
                .Select(part => texts.Get($"authoring.extension.{part.Key}", language, ("period", Period(part.Period, language))))
                .Concat(rule.Times is { } times ? [texts.Get("authoring.extension.times", language, ("count", times))] : [])
        );
    }

    /// <summary>Describes a condition, such as: “Reason” is “Another reason”.</summary>
    /// <param name="condition">The condition; null gives an empty text.</param>
    /// <param name="module">The module that defines the condition.</param>
    /// <param name="form">The form whose fields the condition names; null if none.</param>
    /// <param name="procedure">The procedure whose actions the condition names; null searches all procedures of the module.</param>
    /// <param name="language">The interface language.</param>
    public string Condition(Rule? condition, PolicyModule module, Form? form, Procedure? procedure, string language)
    {
        return condition switch
        {
            null => "",
            Rule.AnswerIs answer => Say(answer.Negated ? "is-not" : "is", ("field", LabelOf(answer.Field)), ("value", ValueOf(answer.Field, answer.Value))),
            Rule.Answered answered => Say(answered.Expected ? "answered" : "not-answered", ("field", LabelOf(answered.Field))),
            Rule.Compared dates => Say(dates.IsBefore ? "before" : "after", ("field", LabelOf(dates.Field)), ("day", DayOf(dates.Day))),
            Rule.CountryIs country => Say(
                country.Negated ? "is-not" : "is",
                ("field", LabelOf(country.Field)),
                ("value", Say($"country.{country.Party.ToString().ToLowerInvariant()}"))
            ),
            Rule.IsCommission one => Say($"commission.{one.Party.ToString().ToLowerInvariant()}"),
            Rule.SetUp setup => Say($"set-up.{setup.Party.ToString().ToLowerInvariant()}.{setup.Setting}"),
            Rule.Pending pending => Pending(pending.Name, ""),
            Rule.Done done => Say("done", ("action", ActionOf(done.Action))),
            Rule.Not { Part: Rule.Done done } => Say("not-done", ("action", ActionOf(done.Action))),
            Rule.Not { Part: Rule.Pending pending } => Pending(pending.Name, "no-"),
            Rule.Not not => Say("not", ("part", Condition(not.Part, module, form, procedure, language))),
            Rule.All all => string.Join(Say("and"), all.Parts.Select(Part)),
            Rule.Any any => string.Join(Say("or"), any.Parts.Select(Part)),
            _ => "",
        };

        string Say(string key, params ReadOnlySpan<(string Name, object? Value)> values) => texts.Get($"definitions.conditions.{key}", language, values);

        string Part(Rule part) =>
            part is Rule.All or Rule.Any ? $"({Condition(part, module, form, procedure, language)})" : Condition(part, module, form, procedure, language);

        string Pending(string name, string no) =>
            Rule.Pending.Known.Contains(name)
                ? Say($"{no}{name}")
                : Say($"{no}task", ("task", (procedure is null ? null : module.Texts.Find($"procedures.{procedure.Name}.tasks.{name}", language)) ?? name));

        string ActionOf(string action) =>
            (procedure is null ? module.Procedures : [procedure])
                .Select(one => module.Texts.Find($"procedures.{one.Name}.actions.{action}.name", language))
                .FirstOrDefault(name => name is not null)
            ?? action;

        string DayOf(DayReference day)
        {
            var bound = DateBound.All.Contains(day.Bound) ? texts.Get($"authoring.bounds.{day.Bound}", language) : LabelOf(day.Bound);
            return day.Shift is null ? bound : Say(day.IsEarlier ? "earlier-than" : "later-than", ("day", bound), ("period", Period(day.Shift, language)));
        }

        string LabelOf(string name) => FieldOf(name) is { } field ? module.Texts.Find($"{field.TextKey}.label", language) ?? name : name;

        string ValueOf(string name, string value) =>
            FieldOf(name) switch
            {
                { Type: FieldType.YesNo } => texts.Get($"words.{value}", language),
                { Type: FieldType.Country } when texts.Has($"countries.{value}", language) => texts.Get($"countries.{value}", language),
                { } field => module.Texts.Find($"{field.TextKey}.options.{value}", language) ?? value,
                null => value,
            };

        Field? FieldOf(string name)
        {
            if (name.Split('.') is [var asked, var own])
                return module.Forms.GetValueOrDefault(asked)?.Elements.GetValueOrDefault(own) as Field;
            return form?.Elements.GetValueOrDefault(name) as Field
                ?? form?.Elements.Values.OfType<FieldGroup>().SelectMany(group => group.Fields).FirstOrDefault(field => field.Name == name)
                ?? procedure?.Form.Elements.GetValueOrDefault(name) as Field;
        }
    }
}
