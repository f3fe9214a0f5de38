namespace Imi.Kernel.Network.Directory;

/// <summary>An authority in the result of a search.</summary>
/// <param name="Authority">The authority with its names, set-ups and competences.</param>
/// <param name="Reasons">The reasons for the match, the most important first; empty for a search without criteria.</param>
/// <param name="Replies">How soon it usually answers in the module; null without a module or recorded answers.</param>
public sealed record FoundAuthority(Authority Authority, IReadOnlyList<MatchReason> Reasons, ReplyTime? Replies);
