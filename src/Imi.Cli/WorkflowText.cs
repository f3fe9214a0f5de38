using System.Text;
using Imi.Kernel.Definitions.Authoring;
using Imi.Kernel.Definitions.Modules;

namespace Imi.Cli;

/// <summary>Draws a workflow as text, with a box for each state and an arrow for each action.</summary>
internal static class WorkflowText
{
    public static string Of(WorkflowChart chart)
    {
        var text = new StringBuilder();
        var names = chart.States.ToDictionary(state => state.Name, state => state.Label, StringComparer.Ordinal);
        foreach (var state in chart.States)
        {
            var title = $" {state.Label} ";
            var box = state.Phase == Phase.Closed ? "╔═╗║╚╝" : "┌─┐│└┘";
            var border = new string(box[1], title.Length);
            text.Append("  ").Append(box[0]).Append(border).Append(box[2]).AppendLine();
            text.Append("  ").Append(box[3]).Append(title).Append(box[3]).AppendLine(About(state));
            text.Append("  ").Append(box[4]).Append(border).Append(box[5]).AppendLine();
            var widest = state.Steps.Select(step => step.Label.Length).DefaultIfEmpty(0).Max();
            foreach (var step in state.Steps)
            {
                var arrow = step.To is null ? "↺" : $"──► {names[step.To]}";
                text.Append("    ")
                    .Append(step.Label.PadRight(widest))
                    .Append("  ")
                    .Append(arrow)
                    .Append("   [")
                    .Append(step.By)
                    .Append(step.Condition.Length > 0 ? $", if {step.Condition}" : "")
                    .AppendLine("]");
            }

            text.AppendLine();
        }

        return text.ToString();
    }

    private static string About(WorkflowState state)
    {
        string[] parts =
        [
            state.WaitsFor.Length > 0 ? $"waits for {state.WaitsFor}" : "",
            state.Due.Length > 0 ? $"until {state.Due}" : "",
            state.RemindAfter.Length > 0 ? $"reminder after {state.RemindAfter}" : "",
        ];
        return string.Join(", ", parts.Where(part => part.Length > 0)) is { Length: > 0 } about ? $"  {about}" : "";
    }
}
