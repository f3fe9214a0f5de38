using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>A request with all that is known of it.</summary>
public sealed record SubjectDetails
{
    /// <summary>The request.</summary>
    public required SubjectRequest Request { get; init; }

    /// <summary>Who asks, and what.</summary>
    public required SubjectContent Content { get; init; }

    /// <summary>Whether the platform lacks the key: then content and answer are empty.</summary>
    public required bool IsContentLost { get; init; }

    /// <summary>The answer in words; empty for none.</summary>
    public required string Answer { get; init; }

    /// <summary>The exchanges that were attached, the newest first.</summary>
    public required IReadOnlyList<FoundExchange> Found { get; init; }

    /// <summary>The authorities that are named.</summary>
    public required IReadOnlyDictionary<Guid, Authority> Authorities { get; init; }

    /// <summary>The people who are named.</summary>
    public required IReadOnlyDictionary<Guid, string> People { get; init; }

    /// <summary>The authority's exchanges whose data are hidden: nobody looks into them.</summary>
    public required int HiddenCount { get; init; }
}
