using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Calendar;

namespace Imi.Kernel.Definitions.Authoring;

/// <summary>The workflow of a procedure in display language, for charts, tables and the command line.</summary>
/// <param name="States">The states in the order of the definition.</param>
public sealed record WorkflowChart(IReadOnlyList<WorkflowState> States)
{
    /// <summary>Describes the workflow of a procedure in an interface language.</summary>
    public static WorkflowChart Of(PolicyModule module, Procedure procedure, DefinitionWords words, string language)
    {
        return new WorkflowChart([
            .. procedure.States.Select(state => new WorkflowState(
                state.Name,
                Text($"states.{state.Name}.name") ?? state.Name,
                state.Phase,
                words.Party(state.WaitsFor, language),
                words.Due(state.Due, module, procedure, language),
                words.Period(state.RemindAfter, language),
                [
                    .. procedure
                        .Actions.Where(action => action.From.Contains(state.Name))
                        .Select(action => new WorkflowStep(
                            action.Name,
                            Text($"actions.{action.Name}.name") ?? action.Name,
                            words.Actors(action, language),
                            words.Parties(action, language),
                            action.To == state.Name || action.DoesVerb(Verb.DeleteDraft) ? null : action.To,
                            words.Condition(action.When, module, null, procedure, language),
                            action.IsDanger
                        )),
                ]
            )),
        ]);

        string? Text(string key) => module.Texts.Find($"procedures.{procedure.Name}.{key}", language);
    }
}

/// <summary>A state of a workflow.</summary>
/// <param name="Name">Its name in the definitions.</param>
/// <param name="Label">Its display name.</param>
/// <param name="Phase">Draft, open or closed.</param>
/// <param name="WaitsFor">The party whose turn it is; empty if none.</param>
/// <param name="Due">When it is due; empty if there is no due date.</param>
/// <param name="RemindAfter">How long without activity before a coordinator is reminded; empty for never.</param>
/// <param name="Steps">The actions available in this state.</param>
public sealed record WorkflowState(string Name, string Label, Phase Phase, string WaitsFor, string Due, string RemindAfter, IReadOnlyList<WorkflowStep> Steps);

/// <summary>An action in a state.</summary>
/// <param name="Name">Its name in the definitions.</param>
/// <param name="Label">Its display name.</param>
/// <param name="By">The parties and roles that may take it.</param>
/// <param name="Parties">The parties that may take it.</param>
/// <param name="To">The state that it leads to; null if the state does not change.</param>
/// <param name="Condition">The condition for offering it; empty if none.</param>
/// <param name="IsDanger">Whether its effect cannot be undone.</param>
public sealed record WorkflowStep(string Name, string Label, string By, string Parties, string? To, string Condition, bool IsDanger);
