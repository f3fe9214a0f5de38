using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>A draft of an action as its author finds it again.</summary>
/// <param name="Content">What was typed.</param>
/// <param name="SavedAt">When it was saved last, UTC.</param>
public sealed record SavedActionDraft(ActionDraftContent Content, DateTime SavedAt);
