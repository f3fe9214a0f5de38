namespace Imi.Kernel.Definitions.Modules;

/// <summary>What a condition may ask: a form alone knows only answers, an exchange knows all.</summary>
public interface IConditionContext
{
    /// <summary>The answers to a field; <c>FORM.FIELD</c> for a form that an action asked; empty where there is none.</summary>
    IReadOnlyList<string> AnswersTo(string field);

    /// <summary>Whether a party's authority has a setting, such as <c>approves-requests</c>.</summary>
    bool HasSetting(Party party, string setting);

    /// <summary>Whether something is not done yet: see <see cref="Condition.Pending"/>.</summary>
    bool IsPending(string name);

    /// <summary>The day that a <see cref="DateBound"/> names in the exchange; null where there is none yet.</summary>
    DateOnly? DayOf(string bound);

    /// <summary>Whether an action of the procedure was taken before.</summary>
    bool WasDone(string action);
}
