using System.Text.Json;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>What somebody typed into an action, complete or not, right or wrong.</summary>
public sealed record ActionDraftContent
{
    /// <summary>The answers to the form that the action asks; of a message, the field <see cref="MessageField"/>.</summary>
    public Answers Answers { get; init; } = Answers.None;

    /// <summary>The answers of the exchange's own form, where the action amends it.</summary>
    public Answers Form { get; init; } = Answers.None;

    /// <summary>The handlers that were chosen.</summary>
    public IReadOnlyList<Guid> Assignees { get; init; } = [];

    /// <summary>The paths of the items that were chosen to be handed over.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>The field of a message's text.</summary>
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
