using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>What somebody wants to do to an exchange.</summary>
public sealed record ActionRequest
{
    /// <summary>The action's name in the procedure.</summary>
    public required string Action { get; init; }

    /// <summary>The answers to the form that the action asks.</summary>
    public Answers Answers { get; init; } = Answers.None;

    /// <summary>All answers to the procedure's form as they shall be from now on, for an amendment; else none.</summary>
    public Answers Form { get; init; } = Answers.None;

    /// <summary>The handlers to assign, for an allocation.</summary>
    public IReadOnlyList<Guid> Assignees { get; init; } = [];

    /// <summary>The items to hand over, for a split: <c>GROUP.INDEX</c>, such as <c>measures.1</c>.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>The revision that the person saw; null not to look.</summary>
    public int? Revision { get; init; }
}
