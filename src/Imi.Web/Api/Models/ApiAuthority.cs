using Imi.Kernel.Network.Directory;

namespace Imi.Web.Api.Models;

/// <summary>An authority in the registry.</summary>
/// <param name="Mandates">The mandates of the authority; absent in lists.</param>
public sealed record ApiAuthority(
    Guid Id,
    string Code,
    string Name,
    IReadOnlyDictionary<string, string> Names,
    string InformalTitle,
    string Country,
    AuthorityKind Kind,
    IReadOnlyList<string> Languages,
    string Email,
    string Phone,
    string Address,
    IReadOnlyList<ApiMandate>? Mandates
)
{
    /// <summary>The region for which the authority is competent; null for the whole country.</summary>
    public string? Region { get; init; }

    /// <summary>The modules in which it is the central authority of its country.</summary>
    public IReadOnlyList<string> Central { get; init; } = [];

    /// <summary>The areas for which it is competent, each as <c>MODULE/KEYWORD</c>.</summary>
    public IReadOnlyList<string> Competences { get; init; } = [];

    /// <summary>The reasons why it matches the search, in words; empty without a search.</summary>
    public IReadOnlyList<string> Why { get; init; } = [];

    /// <summary>The median number of days in which it answers in the requested module; null if too few answers are known.</summary>
    public int? UsualReplyDays { get; init; }
}
