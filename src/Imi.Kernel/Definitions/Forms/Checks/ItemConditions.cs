using Imi.Kernel.Definitions.Modules;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Definitions.Forms.Checks;

/// <summary>The facts for a form's conditions: answers of the group item first, then of the form, then of the exchange.</summary>
internal sealed class ItemConditions(Form form, Answers answers, IConditionContext? exchange, FieldGroup? group = null, Answers? item = null)
    : IConditionContext
{
    public bool IsPending(string name) => exchange?.IsPending(name) ?? false;

    public DateOnly? DayOf(string bound) => exchange?.DayOf(bound);

    public IReadOnlyList<string> AnswersTo(string field)
    {
        if (item is not null && group!.Fields.Any(own => own.Name == field))
            return item.Texts(field);
        return form.Elements.ContainsKey(field) ? answers.Texts(field) : exchange?.AnswersTo(field) ?? [];
    }

    public bool WasDone(string action) => exchange?.WasDone(action) ?? false;

    public bool HasSetting(Party party, string setting) => exchange?.HasSetting(party, setting) ?? false;
}
