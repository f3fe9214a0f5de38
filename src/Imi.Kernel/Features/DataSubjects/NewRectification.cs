using Imi.Modules.Contracts;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>The input for a rectification.</summary>
public sealed record NewRectification
{
    /// <summary>The identifier of the action's answers or of the message to correct; null for the exchange's form.</summary>
    public Guid? ContentId { get; init; }

    /// <summary>The correct answers; none for a message.</summary>
    public Answers Answers { get; init; } = Answers.None;

    /// <summary>The fields to take from <see cref="Answers"/>; all others keep their answers. Null takes all.</summary>
    public IReadOnlyCollection<string>? Fields { get; init; }

    /// <summary>The correct message; empty for answers.</summary>
    public string Text { get; init; } = "";

    /// <summary>The reason for the correction.</summary>
    public required string Reason { get; init; }

    /// <summary>The number of the data subject's request; null or empty if the authority corrects its own mistake.</summary>
    public string? Request { get; init; }

    /// <summary>The revision of the exchange that the person saw, to detect a conflict; null to skip the check.</summary>
    public int? Revision { get; init; }
}
