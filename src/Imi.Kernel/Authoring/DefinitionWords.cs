using Imi.Kernel.Modules;
using Imi.Kernel.Texts;

namespace Imi.Kernel.Authoring;

/// <summary>The words of the definition language as people read them, in a language of the interface.</summary>
public sealed class DefinitionWords(PlatformTexts texts)
{
    /// <summary>A party.</summary>
    public string Party(Party? party, string language) => party is { } one ? texts.Get($"authoring.parties.{Words.Parties.First(word => word.Value == one).Key.Replace(' ', '-')}", language) : "";

    /// <summary>Who may take an action: a role at a party.</summary>
    public string Actor(ActorRule rule, string language) => texts.Get(
        "authoring.actor", language,
        ("role", texts.Get($"web.roles.{rule.Role.ToString().ToLowerInvariant()}", language)), ("party", Party(rule.Party, language)));

    /// <summary>Everybody who may take an action.</summary>
    public string Actors(ActionDefinition action, string language) => string.Join(
        ", ", action.By.Select(rule => Actor(rule, language)).Concat(action.IsByPlatform ? [texts.Get("words.platform", language)] : []));

    /// <summary>The parties that may take an action.</summary>
    public string Parties(ActionDefinition action, string language) => string.Join(
        ", ", action.By.Select(rule => rule.Party).Distinct().Select(party => Party(party, language)).Concat(action.IsByPlatform ? [texts.Get("words.platform", language)] : []));

    /// <summary>A period: 2 months, 7 days.</summary>
    public string Period(Period? period, string language)
    {
        if (period is not { } of)
            return "";
        (int Count, string Unit)[] parts = [(of.Years, "years"), (of.Months, "months"), (of.Days, "days"), (of.WorkingDays, "working-days")];
        return string.Join(", ", parts.Where(part => part.Count > 0).Select(part => texts.Get($"authoring.periods.{part.Unit}", language, ("count", part.Count))));
    }

    /// <summary>Until when a state waits.</summary>
    public string Due(DueRule? due, string language) => due is null
        ? ""
        : due.Period is { } period ? Period(period, language) : texts.Get("authoring.due-reply", language);

    /// <summary>A condition, compactly, as its files say it.</summary>
    public static string Condition(Condition? condition) => condition switch
    {
        null => "",
        Condition.AnswerIs answer => $"{answer.Field} {(answer.Negated ? "≠" : "=")} {answer.Value}",
        Condition.Answered answered => $"{answered.Field} {(answered.Expected ? "≠" : "=")} ∅",
        Condition.SetUp setup => $"{setup.Party.ToString().ToLowerInvariant()}.{setup.Setting}",
        Condition.All all => $"({string.Join(" ∧ ", all.Parts.Select(Condition))})",
        Condition.Any any => $"({string.Join(" ∨ ", any.Parts.Select(Condition))})",
        Condition.Not not => $"¬ {Condition(not.Part)}",
        Condition.Pending pending => $"… {pending.Name}",
        Condition.Done done => $"✓ {done.Action}",
        _ => condition.GetType().Name,
    };
}
