using Imi.Kernel.Definitions.Modules.Reading;

namespace Imi.Kernel.Definitions.Modules.Checks;

/// <summary>Checks the actions that inform the Commission.</summary>
internal static class InformationChecks
{
    /// <summary>Checks that the Commission is not a recipient already, and that there is something left to read.</summary>
    public static void Check(Procedure procedure, IReadOnlyList<(ActionDefinition Action, DefinitionNode Node)> actions)
    {
        foreach (var (action, node) in actions.Where(one => one.Action.InformsCommission))
        {
            if (procedure.Recipients.Any(rule => rule.Kind == RecipientKind.Commission))
                node.Find("informs")!
                    .Wrong("The Commission is a recipient already, which reads everything: remove 'informs', or commission from 'recipients'.");
            if (action.From.Any(from => procedure.States.Any(state => state.Name == from && state.Phase == Phase.Draft)) && action.To is null)
                node.Find("informs")!.Wrong($"'{action.Name}' leaves a draft, which only its sender sees: inform the Commission when it is sent, or later.");
        }
    }
}
