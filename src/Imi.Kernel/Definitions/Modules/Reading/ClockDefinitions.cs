using Imi.Kernel.Foundation.Calendar;

namespace Imi.Kernel.Definitions.Modules.Reading;

/// <summary>Reads the clocks of a procedure.</summary>
internal static class ClockDefinitions
{
    /// <summary>Reads the clocks.</summary>
    /// <param name="root">The procedure's file.</param>
    /// <param name="states">The states, whose last days clocks determine.</param>
    /// <param name="tasks">The tasks, whose last days clocks determine.</param>
    public static IReadOnlyList<ClockDefinition> Read(DefinitionNode root, IEnumerable<StateDefinition> states, IEnumerable<TaskDefinition> tasks) =>
        [.. root.EntriesOf("clocks").Select(entry => Read(entry.Name, entry.Value, states, tasks))];

    private static ClockDefinition Read(string name, DefinitionNode node, IEnumerable<StateDefinition> states, IEnumerable<TaskDefinition> tasks)
    {
        var named = node.Find("for")?.Word(Words.Parties);
        return new ClockDefinition(name, node.Period("lasts") ?? default)
        {
            Begins = node.TextsOf("begins"),
            BeginsIn = node.TextsOf("beginsIn"),
            BeginsOn = AskedField.Parse(node.TextOf("beginsOn")),
            Changes = [.. node.ItemsOf("changes").Select(ReadChange)],
            PausedIn = node.TextsOf("pausedIn"),
            Ends = node.TextsOf("ends"),
            For = named ?? states.FirstOrDefault(state => state.Due?.Clock == name)?.WaitsFor ?? tasks.FirstOrDefault(task => task.Clock == name)?.By,
            Then = node.Find("then")?.Text(),
        };
    }

    private static ClockLength ReadChange(DefinitionNode node)
    {
        var condition = ConditionDefinitions.Read(node.Find("when")!);
        ConditionDefinitions.CheckIsForAnyTime(condition, node.Find("when")!);
        return new ClockLength(condition, node.Period("lasts") ?? default);
    }
}
