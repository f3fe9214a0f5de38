using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Calendar;

namespace Imi.Kernel.Definitions.Authoring;

/// <summary>A procedure's workflow in words: what pages draw, tables list and the command line prints.</summary>
/// <param name="States">The states in the definition's order.</param>
public sealed record WorkflowChart(IReadOnlyList<WorkflowState> States)
{
    /// <summary>The workflow of a procedure in a language.</summary>
    public static WorkflowChart Of(PolicyModule module, Procedure procedure, DefinitionWords words, string language)
    {
        return new WorkflowChart([
            .. procedure.States.Select(state => new WorkflowState(
                state.Name,
                Text($"states.{state.Name}.name") ?? state.Name,
                state.Phase,
                words.Party(state.WaitsFor, language),
                words.Due(state.Due, language),
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
/// <param name="Label">What it is called.</param>
/// <param name="Phase">Draft, open or closed.</param>
/// <param name="WaitsFor">Whose turn it is; empty for nobody's.</param>
/// <param name="Due">Until when; empty for no date.</param>
/// <param name="RemindAfter">After how long a coordinator's attention is drawn; empty for never.</param>
/// <param name="Steps">What can be done in it.</param>
public sealed record WorkflowState(string Name, string Label, Phase Phase, string WaitsFor, string Due, string RemindAfter, IReadOnlyList<WorkflowStep> Steps);

/// <summary>An action in a state.</summary>
/// <param name="Name">Its name in the definitions.</param>
/// <param name="Label">What it is called.</param>
/// <param name="By">Who may take it.</param>
/// <param name="Parties">The parties that may take it, without their roles.</param>
/// <param name="To">The state reached; null where the state stays.</param>
/// <param name="Condition">The condition under which it is offered, in words; empty for none.</param>
/// <param name="IsDanger">Whether it ends something.</param>
public sealed record WorkflowStep(string Name, string Label, string By, string Parties, string? To, string Condition, bool IsDanger);
