using System.Text.Json;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>
/// What one person has typed into an action, or into a message, and has not sent yet. It is encrypted with the exchange's key; nobody else sees it.
/// It goes when the person sends or discards it, when the person leaves, and when the exchange is hidden or deleted.
/// </summary>
public sealed class ActionDraft
{
    private ActionDraft()
    {
    }

    internal ActionDraft(Guid exchangeId, Guid userId, string action) => (ExchangeId, UserId, Action) = (exchangeId, userId, action);

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>Whose draft it is.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The action of the procedure, or <see cref="KernelActions.Message"/>.</summary>
    public string Action { get; private set; } = "";

    /// <summary>What was typed, encrypted with the exchange's key.</summary>
    public byte[] Cipher { get; private set; } = [];

    /// <summary>When it was saved last, UTC.</summary>
    public DateTime SavedAt { get; private set; }

    internal void Save(byte[] cipher, DateTime at) => (Cipher, SavedAt) = (cipher, at);
}

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
        return new ActionDraftContent { Answers = Answers.FromJson(stored.Answers), Form = Answers.FromJson(stored.Form), Assignees = stored.Assignees, Items = stored.Items };
    }

    private sealed record Stored(string Answers, string Form, Guid[] Assignees, string[] Items);
}

/// <summary>A draft of an action as its author finds it again.</summary>
/// <param name="Content">What was typed.</param>
/// <param name="SavedAt">When it was saved last, UTC.</param>
public sealed record SavedActionDraft(ActionDraftContent Content, DateTime SavedAt);

/// <summary>That somebody has begun an action.</summary>
/// <param name="Action">The action.</param>
/// <param name="SavedAt">When it was saved last, UTC.</param>
public sealed record StartedAction(string Action, DateTime SavedAt);
