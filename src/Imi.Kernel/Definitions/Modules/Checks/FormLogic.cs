using Imi.Kernel.Definitions.Modules.Reading;

namespace Imi.Kernel.Definitions.Modules.Checks;

/// <summary>Checks that every field of a form can be shown and answered: no circular conditions, and no condition that can never hold.</summary>
internal static class FormLogic
{
    /// <summary>Lists the conditions of a form's fields and groups.</summary>
    public static IEnumerable<Condition> ConditionsOf(Form form) => PlacesOf(form).SelectMany(place => place.Element.Conditions);

    /// <summary>Checks a form for circular conditions.</summary>
    public static void CheckCircles(Form form, IReadOnlyDictionary<Condition, DefinitionNode> nodes)
    {
        foreach (var (element, group) in PlacesOf(form))
        {
            if (element.VisibleWhen is { } visible && nodes.TryGetValue(visible, out var node) && CircleOf(element, group, form) is { } circle)
            {
                node.Wrong(
                    circle.Count == 1
                        ? $"'{element.Name}' is shown by an answer to itself, so it is never shown: name another field in 'visible'."
                        : "These fields wait for each other, so none of them is ever shown: "
                            + $"{string.Join(", ", circle.Append(circle[0]))}. Remove one of the conditions."
                );
            }

            if (
                element is Field { Required.When: { } required }
                && nodes.TryGetValue(required, out var place)
                && ConditionDefinitions.FieldsOf(required).Contains(element.Name)
            )
                place.Wrong($"Whether '{element.Name}' must be answered depends on its own answer: name another field in 'required'.");
        }
    }

    /// <summary>Checks that each condition of a form can hold after at least one of the possible pasts.</summary>
    /// <param name="form">The form.</param>
    /// <param name="opening">The procedure's own form.</param>
    /// <param name="forms">All forms.</param>
    /// <param name="nodes">The positions of the conditions.</param>
    /// <param name="pasts">What may have happened before the form is completed; empty means anything.</param>
    public static void CheckConditions(
        Form form,
        Form opening,
        IReadOnlyDictionary<string, Form> forms,
        IReadOnlyDictionary<Condition, DefinitionNode> nodes,
        IReadOnlyList<ProcedurePast> pasts
    )
    {
        List<ProcedurePast?> all = [.. pasts];
        if (all.Count == 0)
            all.Add(null);
        foreach (var (element, group) in PlacesOf(form))
        {
            if (
                element.VisibleWhen is { } visible
                && nodes.TryGetValue(visible, out var node)
                && !all.Any(past => ConditionSolver.CanHold(World(past, group), visible))
            )
                node.Wrong($"This condition can never hold{Because(visible, all, group)}, so '{element.Name}' is never shown.");
            else if (
                element is Field { Required.When: { } required }
                && nodes.TryGetValue(required, out var place)
                && !all.Any(past => ConditionSolver.CanHold(World(past, group), required, element.VisibleWhen))
            )
                place.Wrong($"This condition can never hold{Because(required, all, group)} while '{element.Name}' is shown, so it need never be answered.");
            foreach (var refusal in (element as Field)?.Refusals ?? [])
            {
                if (
                    nodes.TryGetValue(refusal.When, out var at)
                    && !all.Any(past => ConditionSolver.CanHold(World(past, group), refusal.When, element.VisibleWhen))
                )
                    at.Wrong($"This condition can never hold{Because(refusal.When, all, group)} while '{element.Name}' is shown, so it refuses nothing.");
            }
        }

        FormWorld World(ProcedurePast? past, FieldGroup? group) => new(form, group, opening, forms, past);

        string Because(Condition condition, IReadOnlyList<ProcedurePast?> known, FieldGroup? group) =>
            known[0] is not null && ConditionSolver.CanHold(World(null, group), condition)
                ? ", since it asks for an answer or an action that comes only later"
                : "";
    }

    private static IEnumerable<(FormElement Element, FieldGroup? Group)> PlacesOf(Form form) =>
        form
            .Sections.SelectMany(section => section.Elements)
            .SelectMany(element =>
                element is FieldGroup group ? group.Fields.Select(field => ((FormElement)field, (FieldGroup?)group)).Prepend((group, null)) : [(element, null)]
            )
            .Where(place => place.Item1 is not Field { GroundOf: not null });

    /// <summary>Finds the shortest circle from a field back to itself through visibility conditions; null if there is none.</summary>
    private static List<string>? CircleOf(FormElement start, FieldGroup? group, Form form)
    {
        var waiting = new Queue<List<string>>([
            [start.Name],
        ]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.TryDequeue(out var way))
        {
            foreach (var name in ConditionDefinitions.FieldsOf(Find(way[^1])?.VisibleWhen))
            {
                if (name == start.Name && Find(name) == start)
                    return way;
                if (seen.Add(name))
                    waiting.Enqueue([.. way, name]);
            }
        }

        return null;

        FormElement? Find(string name) => group?.Fields.FirstOrDefault(field => field.Name == name) ?? form.Elements.GetValueOrDefault(name);
    }
}
