using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Texts;

namespace Imi.Kernel.Exchanges;

/// <summary>Says in words what a party has to do.</summary>
public static class TaskTexts
{
    /// <summary>Finds the text of a task.</summary>
    /// <param name="texts">The platform's texts.</param>
    /// <param name="module">The module of the exchange; null if it is not installed.</param>
    /// <param name="procedure">The name of the procedure.</param>
    /// <param name="state">The name of the state.</param>
    /// <param name="task">The name of a task beside the state; empty for the action for which the state waits.</param>
    /// <param name="language">The language, by BCP 47.</param>
    /// <returns>The text; null if there is none.</returns>
    public static string? Find(PlatformTexts texts, PolicyModule? module, string procedure, string state, string task, string language) =>
        task switch
        {
            "" => module?.Texts.Find($"procedures.{procedure}.states.{state}.next", language),
            TaskDefinition.DateProposal => texts.Get("exchange.next.date-proposal", language),
            TaskDefinition.Examination => module?.Texts.Find($"procedures.{procedure}.examination", language),
            _ => module?.Texts.Find($"procedures.{procedure}.tasks.{task}", language),
        };
}
