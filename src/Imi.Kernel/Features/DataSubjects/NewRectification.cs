using Imi.Modules.Contracts;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>A correction.</summary>
public sealed record NewRectification
{
    /// <summary>The action's answers or the message; null for the exchange's form.</summary>
    public Guid? ContentId { get; init; }

    /// <summary>The answers as they shall be; none for a message.</summary>
    public Answers Answers { get; init; } = Answers.None;

    /// <summary>The fields that the answers speak of, others stay; null where they speak of all.</summary>
    public IReadOnlyCollection<string>? Fields { get; init; }

    /// <summary>The message as it shall be; empty for answers.</summary>
    public string Text { get; init; } = "";

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>The number of the data subject's request; null or empty where the authority found its own mistake.</summary>
    public string? Request { get; init; }

    /// <summary>The revision that the person saw; null not to look.</summary>
    public int? Revision { get; init; }
}
