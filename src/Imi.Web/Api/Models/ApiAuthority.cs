using Imi.Kernel.Network.Directory;

namespace Imi.Web.Api.Models;

/// <summary>An authority of the registry.</summary>
/// <param name="Mandates">What it may do; in a list left out.</param>
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
    /// <summary>The region that it works for; null for the whole country.</summary>
    public string? Region { get; init; }

    /// <summary>The modules in which it is its country's central authority.</summary>
    public IReadOnlyList<string> Central { get; init; } = [];

    /// <summary>What it is competent for: <c>MODULE/KEYWORD</c>.</summary>
    public IReadOnlyList<string> Competences { get; init; } = [];

    /// <summary>Why it was found, in words; empty where nothing was searched for.</summary>
    public IReadOnlyList<string> Why { get; init; } = [];

    /// <summary>The days in which it usually answers in the module that was asked for; null without experience.</summary>
    public int? UsualReplyDays { get; init; }
}
