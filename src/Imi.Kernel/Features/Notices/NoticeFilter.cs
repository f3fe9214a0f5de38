namespace Imi.Kernel.Features.Notices;

/// <summary>Which of a person's notices are listed.</summary>
/// <param name="UserId">The person.</param>
/// <param name="Before">The last notice of the page before; null for the first page.</param>
public sealed record NoticeFilter(Guid UserId, Guid? Before)
{
    /// <summary>Only those that the person has not read.</summary>
    public bool OnlyUnread { get; init; }

    /// <summary>Only those about exchanges in which it is the turn of one of the person's authorities now.</summary>
    public bool OnlyToDo { get; init; }

    /// <summary>Only those about exchanges of this module; null for all.</summary>
    public string? Module { get; init; }
}
