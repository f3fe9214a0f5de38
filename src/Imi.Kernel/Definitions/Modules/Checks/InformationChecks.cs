using Imi.Kernel.Definitions.Modules.Reading;

namespace Imi.Kernel.Definitions.Modules.Checks;

/// <summary>Checks the actions that inform the Commission or the other countries.</summary>
internal static class InformationChecks
{
    /// <summary>Checks that those informed do not read the exchange already, and that there is something to read.</summary>
    public static void Check(Procedure procedure, IReadOnlyList<(ActionDefinition Action, DefinitionNode Node)> actions)
    {
        foreach (var (action, node) in actions.Where(one => one.Node.Has("informs")))
        {
            if (action.InformsCommission && procedure.Recipients.Any(rule => rule.Kind == RecipientKind.Commission))
                node.Find("informs")!
                    .Wrong("The Commission is a recipient already, which reads everything: remove 'informs', or commission from 'recipients'.");
            if (action.InformsCountries && procedure.Recipients.Any(rule => rule is { Kind: RecipientKind.All, When: null }))
                node.Find("informs")!
                    .Wrong("All countries are recipients already, which read everything: remove countries from 'informs', or all from 'recipients'.");
            if (action is { InformsCountries: true, Asks: null })
                node.Find("informs")!.Wrong($"'{action.Name}' asks no form, so there is nothing that the other countries could read: add 'asks'.");
            if (action.From.Any(from => procedure.States.Any(state => state.Name == from && state.Phase == Phase.Draft)) && action.To is null)
                node.Find("informs")!.Wrong($"'{action.Name}' leaves a draft, which only its sender sees: inform others when it is sent, or later.");
        }

        foreach (var (action, node) in actions.Where(one => one.Node.Has("shows")))
            CheckShown(procedure, action, node);
    }

    private static void CheckShown(Procedure procedure, ActionDefinition action, DefinitionNode node)
    {
        if (!action.InformsCountries)
        {
            node.Find("shows")!.Wrong("'shows' says what other countries read: add informs: countries, or remove 'shows'.");
            return;
        }

        foreach (var item in node.ItemsOf("shows"))
        {
            var name = item.Text();
            var found = new[] { procedure.Form, action.Asks }.Select(form => form?.Elements.GetValueOrDefault(name)).OfType<FormElement>().ToList();
            if (found.Count == 0)
            {
                var known = procedure.Form.Elements.Keys.Concat(action.Asks?.Elements.Keys ?? []);
                item.Wrong($"Neither the exchange's form nor the form of 'asks' has a field '{name}': {Spelling.Suggestion(name, known)}");
            }
            else if (found.Exists(element => element is FieldGroup))
            {
                item.Wrong($"'{name}' is a group: only single fields can be shown to other countries.");
            }
            else if (found.OfType<Field>().Any(field => field.IsConfidential || field.Special is not null || field.GroundOf is not null))
            {
                item.Wrong($"'{name}' is confidential or of a special category: only parties read it. Leave it out of 'shows'.");
            }
        }
    }
}
