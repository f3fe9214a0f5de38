namespace Imi.Kernel.Network.Directory;

/// <summary>An authority that was found.</summary>
/// <param name="Authority">The authority with its names, set-ups and competences.</param>
/// <param name="Reasons">Why, the weightiest first; empty where nothing was asked for in particular.</param>
/// <param name="Replies">How soon it usually answers in the module; null without a module or experience.</param>
public sealed record FoundAuthority(Authority Authority, IReadOnlyList<MatchReason> Reasons, ReplyTime? Replies);
