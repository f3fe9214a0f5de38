namespace Imi.Kernel.Features.Notices;

/// <summary>Selects the notices of a person for a list.</summary>
/// <param name="UserId">The person.</param>
/// <param name="Before">The last notice of the previous page; null for the first page.</param>
public sealed record NoticeFilter(Guid UserId, Guid? Before)
{
    /// <summary>Whether to list only unread notices.</summary>
    public bool OnlyUnread { get; init; }

    /// <summary>Whether to list only notices about exchanges in which one of the person's authorities has to act now.</summary>
    public bool OnlyToDo { get; init; }

    /// <summary>The module of the exchanges; null for all.</summary>
    public string? Module { get; init; }
}
