namespace Imi.Kernel.Definitions.Modules;

/// <summary>The facts that conditions read. A form by itself knows only answers; an exchange knows everything.</summary>
public interface IConditionContext
{
    /// <summary>Returns the answers to a field, named <c>FORM.FIELD</c> for the form of an action; empty if none.</summary>
    IReadOnlyList<string> AnswersTo(string field);

    /// <summary>Whether a party's mandate has a coordinator and a setting, such as <c>approves-requests</c>.</summary>
    bool HasSetting(Party party, string setting);

    /// <summary>Returns the code of the country of the sender or the recipient; null if there is none yet.</summary>
    string? CountryOf(Party party);

    /// <summary>Whether something is not done yet: see <see cref="Condition.Pending"/>.</summary>
    bool IsPending(string name);

    /// <summary>Returns the date of a <see cref="DateBound"/> in the exchange; null if there is none yet.</summary>
    DateOnly? DayOf(string bound);

    /// <summary>Whether an action of the procedure was taken before.</summary>
    bool WasDone(string action);
}
