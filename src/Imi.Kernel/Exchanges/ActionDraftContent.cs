using System.Text.Json;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>The input for an action or message that is not sent yet. It may be incomplete or wrong.</summary>
public sealed record ActionDraftContent
{
    /// <summary>The answers to the action's form; for a message, the field <see cref="MessageField"/>.</summary>
    public Answers Answers { get; init; } = Answers.None;

    /// <summary>The answers to the exchange's own form, if the action amends it.</summary>
    public Answers Form { get; init; } = Answers.None;

    /// <summary>The chosen handlers, for an allocation.</summary>
    public IReadOnlyList<Guid> Assignees { get; init; } = [];

    /// <summary>The paths of the chosen items, for a split.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>The name of the field that holds a message's text.</summary>
    public const string MessageField = "text";

    internal string ToJson() => JsonSerializer.Serialize(new Stored(Answers.ToJson(), Form.ToJson(), [.. Assignees], [.. Items]));

    internal static ActionDraftContent FromJson(string json)
    {
        var stored = JsonSerializer.Deserialize<Stored>(json)!;
        return new ActionDraftContent
        {
            Answers = Answers.FromJson(stored.Answers),
            Form = Answers.FromJson(stored.Form),
            Assignees = stored.Assignees,
            Items = stored.Items,
        };
    }

    private sealed record Stored(string Answers, string Form, Guid[] Assignees, string[] Items);
}
