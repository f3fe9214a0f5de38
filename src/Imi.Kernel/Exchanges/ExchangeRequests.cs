using Imi.Kernel.Definitions.Guidance;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>The authority that a draft asks.</summary>
/// <param name="Authority">The authority; null for none chosen.</param>
public sealed record RecipientChoice(Guid? Authority);

/// <summary>A new exchange to begin as a draft.</summary>
/// <param name="Module">The module.</param>
/// <param name="Procedure">The procedure in the module.</param>
/// <param name="Sender">The authority in whose name it is begun.</param>
/// <param name="Recipient">The authority to be asked; null while not chosen.</param>
/// <param name="Language">The language that it is written in, by BCP 47.</param>
/// <param name="Answers">What is already answered; may be incomplete or wrong.</param>
/// <param name="Way">How the guide led to the procedure; null where nobody asked it.</param>
public sealed record NewExchange(string Module, string Procedure, Guid Sender, Guid? Recipient, string Language, Answers Answers, ChosenWay? Way = null);

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

/// <summary>What an officer typed as a message.</summary>
public sealed record NewMessage(string Text, string Language);

/// <summary>Names one sending of one form, so that a second click or a resend does nothing twice.</summary>
/// <param name="Key">The form's submission id, or the API's Idempotency-Key; at most 64 characters.</param>
/// <param name="Content">A digest of what is sent, where the same key with other content shall be refused; empty not to look.</param>
public readonly record struct SubmissionKey(string Key, string Content = "");
