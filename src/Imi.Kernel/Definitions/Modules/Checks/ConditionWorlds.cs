namespace Imi.Kernel.Definitions.Modules.Checks;

/// <summary>The facts that a condition can read at one point of a procedure: forms and earlier actions.</summary>
/// <param name="form">The form in which field names are looked up first.</param>
/// <param name="group">The group in which field names are looked up before the form; null outside groups.</param>
/// <param name="opening">The procedure's own form.</param>
/// <param name="forms">All forms of the module.</param>
/// <param name="past">What happened before; null if anything may have happened.</param>
internal sealed class FormWorld(Form form, FieldGroup? group, Form opening, IReadOnlyDictionary<string, Form> forms, ProcedurePast? past) : ConditionWorld
{
    public override KnownField? Field(string name)
    {
        var isSettled = past?.IsSent ?? false;
        if (group?.Fields.FirstOrDefault(one => one.Name == name) is { } inner)
            return new KnownField(inner, inner.VisibleWhen, false);
        if (form.Elements.GetValueOrDefault(name) is Field own)
            return new KnownField(own, own.VisibleWhen, isSettled && form.Name == opening.Name && own.Required.Always);
        if (opening.Elements.GetValueOrDefault(name) is Field first)
            return new KnownField(first, first.VisibleWhen, isSettled && first.Required.Always);
        if (name.Split('.') is not [var asked, var field] || forms.GetValueOrDefault(asked)?.Elements.GetValueOrDefault(field) is not Field other)
            return null;
        return new KnownField(other, Within(other.VisibleWhen, forms[asked]), false);
    }

    public override bool MayBeAnswered(string name) => past is null || name.Split('.') is not [var asked, _] || past.MayHaveAsked(asked);

    public override bool? Known(Condition fact) => past?.Known(fact);

    /// <summary>Qualifies the field names in a condition of another form as FORM.FIELD.</summary>
    private static Condition? Within(Condition? condition, Form of) =>
        condition switch
        {
            Condition.AnswerIs answer when of.Elements.ContainsKey(answer.Field) => answer with { Field = $"{of.Name}.{answer.Field}" },
            Condition.Answered answered when of.Elements.ContainsKey(answered.Field) => answered with { Field = $"{of.Name}.{answered.Field}" },
            Condition.All all => new Condition.All([.. all.Parts.Select(part => Within(part, of)!)]),
            Condition.Any any => new Condition.Any([.. any.Parts.Select(part => Within(part, of)!)]),
            Condition.Not not => new Condition.Not(Within(not.Part, of)!),
            _ => condition,
        };
}

/// <summary>What may have happened before one point of a procedure.</summary>
internal abstract class ProcedurePast
{
    /// <summary>Whether the procedure's own form was complete and sent.</summary>
    public abstract bool IsSent { get; }

    /// <summary>Whether an action with this form may have been taken.</summary>
    public abstract bool MayHaveAsked(string form);

    /// <summary>Whether a fact holds; null where it may or may not.</summary>
    public abstract bool? Known(Condition fact);
}
