using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>A data subject's request with its decrypted content and the exchanges that were found.</summary>
public sealed record SubjectDetails
{
    /// <summary>The request.</summary>
    public required SubjectRequest Request { get; init; }

    /// <summary>The data subject and their wish.</summary>
    public required SubjectContent Content { get; init; }

    /// <summary>Whether the request's key is gone: then the content holds no data and the answer is empty.</summary>
    public required bool IsContentLost { get; init; }

    /// <summary>The explanation of the decision; empty if there is none.</summary>
    public required string Answer { get; init; }

    /// <summary>The attached exchanges, the newest first.</summary>
    public required IReadOnlyList<FoundExchange> Found { get; init; }

    /// <summary>The authorities of the request and of its exchanges, by identifier.</summary>
    public required IReadOnlyDictionary<Guid, Authority> Authorities { get; init; }

    /// <summary>The names of the people who entered or decided the request, by identifier.</summary>
    public required IReadOnlyDictionary<Guid, string> People { get; init; }

    /// <summary>
    /// The number of the authority's exchanges with hidden data, which a search leaves out; counted up to one more than
    /// <see cref="Exchanges.InboxQuery.ExactCount"/>.
    /// </summary>
    public required int HiddenCount { get; init; }
}
