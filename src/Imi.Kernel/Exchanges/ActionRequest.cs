using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>The input for an action on an exchange.</summary>
public sealed record ActionRequest
{
    /// <summary>The action's name in the procedure.</summary>
    public required string Action { get; init; }

    /// <summary>The answers to the action's form.</summary>
    public Answers Answers { get; init; } = Answers.None;

    /// <summary>All answers to the procedure's form after an amendment; none for other actions.</summary>
    public Answers Form { get; init; } = Answers.None;

    /// <summary>The handlers to assign, for an allocation.</summary>
    public IReadOnlyList<Guid> Assignees { get; init; } = [];

    /// <summary>The paths of the items to split off: <c>GROUP.INDEX</c>, such as <c>measures.1</c>.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>The revision of the exchange that the person saw, to detect a conflict; null to skip the check.</summary>
    public int? Revision { get; init; }
}
