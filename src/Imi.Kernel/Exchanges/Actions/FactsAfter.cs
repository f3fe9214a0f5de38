using Imi.Kernel.Definitions.Modules;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges.Actions;

/// <summary>The facts of an exchange after an action, while it is being taken.</summary>
/// <param name="step">The action, after its verbs.</param>
internal sealed class FactsAfter(ActionStep step) : IConditionContext
{
    public IReadOnlyList<string> AnswersTo(string field)
    {
        var dot = field.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 && step.Action.DoesVerb(Verb.Amend))
            return step.Amended.Texts(field);
        return dot >= 0 && step.Action.Asks?.Name == field[..dot] ? step.Asked.Texts(field[(dot + 1)..]) : step.Context.AnswersTo(field);
    }

    public bool HasSetting(Party party, string setting) => step.Context.HasSetting(party, setting);

    public string? CountryOf(Party party) => step.Context.CountryOf(party);

    public bool IsPending(string name) => step.Context.IsPending(name);

    public DateOnly? DayOf(string bound) => step.Context.DayOf(bound);

    public bool WasDone(string action) => step.Action.Name == action || step.Context.WasDone(action);
}
