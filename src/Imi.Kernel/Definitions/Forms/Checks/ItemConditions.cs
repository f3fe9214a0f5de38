using Imi.Kernel.Definitions.Modules;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Definitions.Forms.Checks;

/// <summary>The facts for a form's conditions: answers of the group item first, then of the form, then of the exchange.</summary>
internal sealed class ItemConditions(Form form, Answers answers, IConditionContext? exchange, FieldGroup? group = null, Answers? item = null)
    : IConditionContext
{
    public bool IsPending(string name) => exchange?.IsPending(name) ?? false;

    /// <summary>Today's date in Brussels; null where no date is compared.</summary>
    public DateOnly? Today { get; init; }

    public string? CountryOf(Party party) => exchange?.CountryOf(party);

    public DateOnly? DayOf(string bound) =>
        bound switch
        {
            DateBound.Today => Today,
            DateBound.Sent => exchange?.DayOf(bound) ?? Today, // It is sent today at the earliest.
            _ => exchange?.DayOf(bound),
        };

    public IReadOnlyList<string> AnswersTo(string field)
    {
        if (item is not null && group!.Fields.Any(own => own.Name == field))
            return item.Texts(field);
        return form.Elements.ContainsKey(field) ? answers.Texts(field) : exchange?.AnswersTo(field) ?? [];
    }

    public bool WasDone(string action) => exchange?.WasDone(action) ?? false;

    public bool HasSetting(Party party, string setting) => exchange?.HasSetting(party, setting) ?? false;
}
