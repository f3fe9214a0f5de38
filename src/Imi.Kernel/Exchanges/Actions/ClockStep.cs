using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Exchanges.Actions;

/// <summary>What an action means for the clocks of an exchange.</summary>
/// <param name="Action">The action.</param>
/// <param name="After">The facts after the action.</param>
internal sealed record ClockStep(ActionDefinition Action, IConditionContext After)
{
    /// <summary>Whether it restarts the period of the state to which it leads.</summary>
    public bool RestartsState => Action.RestartsClock || Action.ChecksForm || Action.DoesVerb(Verb.Round) || Action.DoesVerb(Verb.Broadcast);

    /// <summary>Reads the date that begins a clock, if the action asked it; otherwise null.</summary>
    public DateOnly? DateOf(AskedField? field, Procedure procedure)
    {
        if (field is null)
            return null;
        if (Action.Asks?.Name == field.Form)
            return DayReference.Parsed(After.AnswersTo($"{field.Form}.{field.Field}"));
        return field.Form == procedure.Form.Name && (Action.ChecksForm || Action.DoesVerb(Verb.Amend))
            ? DayReference.Parsed(After.AnswersTo(field.Field))
            : null;
    }
}
