using Imi.Kernel.Definitions.Authoring;

namespace Imi.Web.Pages.Shared;

/// <summary>
/// Computes the layout of a workflow drawing. States are boxes in a column. Each action is a line of text beside its state's box; a line leads from it to the
/// vertical rail of its target state. Each state has one rail, so lines never cross text.
/// </summary>
internal sealed class WorkflowDrawing
{
    /// <summary>The width of a state's box.</summary>
    public const int BoxWidth = 240;

    private const int Left = 8;
    private const int Line = 20;
    private const int Gap = 18;
    private const int TextWidth = 430;
    private const int RailGap = 14;
    private const int LongestLabel = 36;
    private const int LongestBy = 30;
    private const int LongestName = 27;
    private const int LongestTurn = 34;

    /// <summary>Computes the layout of a workflow.</summary>
    /// <param name="chart">The workflow.</param>
    /// <param name="turn">Returns whose turn it is in a state, in words.</param>
    public WorkflowDrawing(WorkflowChart chart, Func<WorkflowState, string> turn)
    {
        var top = Left;
        var boxes = new List<Box>();
        foreach (var state in chart.States)
        {
            var name = Wrap(state.Label, LongestName);
            var waits = turn(state) is { Length: > 0 } about ? Wrap(about, LongestTurn) : [];
            var height = Math.Max(((name.Count + waits.Count) * Line) + 12, (Math.Max(1, state.Steps.Count) * Line) + 22);
            boxes.Add(new Box(state, Left, top, height, name, waits));
            top += height + Gap;
        }

        Boxes = boxes;
        Height = top;
        Rails = Lay(boxes);
        Width = RailStart + (RailGap * (Rails.Select(rail => rail.Lane).DefaultIfEmpty(0).Max() + 1)) + Left;
    }

    /// <summary>The x coordinate of the action texts.</summary>
    public static int TextStart => Left + BoxWidth + 12;

    /// <summary>The x coordinate of the first rail.</summary>
    public static int RailStart => TextStart + TextWidth;

    /// <summary>The width of the drawing.</summary>
    public int Width { get; }

    /// <summary>The height of the drawing.</summary>
    public int Height { get; }

    /// <summary>The boxes of the states.</summary>
    public IReadOnlyList<Box> Boxes { get; }

    /// <summary>The rails to the target states of actions.</summary>
    public IReadOnlyList<Rail> Rails { get; }

    /// <summary>Returns the y coordinate of an action's line.</summary>
    public static int StepY(Box box, int index) => box.Y + 26 + (index * Line);

    /// <summary>Returns the action and its parties, shortened to fit beside a box. The table below the drawing has the full text.</summary>
    public static (string Label, string By) Beside(WorkflowStep step) => (Short(step.Label, LongestLabel), Short(step.Parties, LongestBy));

    /// <summary>Estimates the x coordinate at which an action's text ends.</summary>
    public static int EndOf(WorkflowStep step) => Math.Min(RailStart, TextStart + (Beside(step).Label.Length * 7) + (Beside(step).By.Length * 6) + 20);

    /// <summary>The box of a state.</summary>
    internal sealed record Box(WorkflowState State, int X, int Y, int Height, IReadOnlyList<string> Name, IReadOnlyList<string> Turn)
    {
        /// <summary>The y coordinate at which lines enter the box, above the actions.</summary>
        public int EntryY => Y + 9;

        /// <summary>The y coordinate of the state's name.</summary>
        public int NameY => Y + 22;
    }

    /// <summary>The vertical rail that leads actions to their target state.</summary>
    internal sealed record Rail(Box Target, int Lane, IReadOnlyList<int> Entries)
    {
        /// <summary>The x coordinate of the rail.</summary>
        public int X => RailStart + (RailGap * (Lane + 1));

        /// <summary>The upper end of the rail.</summary>
        public int Top => Math.Min(Target.EntryY, Entries.Min());

        /// <summary>The lower end of the rail.</summary>
        public int Bottom => Math.Max(Target.EntryY, Entries.Max());
    }

    private static List<Rail> Lay(IReadOnlyList<Box> boxes)
    {
        var rails = new List<Rail>();
        var wanted = boxes
            .Select(target =>
                (
                    Target: target,
                    Entries: boxes
                        .SelectMany(box => box.State.Steps.Select((step, index) => (step, y: StepY(box, index))))
                        .Where(entry => entry.step.To == target.State.Name)
                        .Select(entry => entry.y)
                        .ToList()
                )
            )
            .Where(rail => rail.Entries.Count > 0)
            .OrderBy(rail => Math.Max(rail.Target.EntryY, rail.Entries.Max()) - Math.Min(rail.Target.EntryY, rail.Entries.Min()));
        foreach (var (target, entries) in wanted)
        {
            // Use the first lane that is free at this height, so that short rails stay close to the boxes.
            var rail = new Rail(target, 0, entries);
            while (rails.Exists(other => other.Lane == rail.Lane && other.Top <= rail.Bottom && rail.Top <= other.Bottom))
                rail = rail with { Lane = rail.Lane + 1 };
            rails.Add(rail);
        }

        return rails;
    }

    private static string Short(string text, int most) => text.Length <= most ? text : $"{text[..(most - 1)].TrimEnd()}…";

    private static IReadOnlyList<string> Wrap(string name, int most)
    {
        var lines = new List<string> { "" };
        foreach (var word in name.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + word.Length >= most)
                lines.Add("");
            lines[^1] = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
        }

        return lines;
    }
}
