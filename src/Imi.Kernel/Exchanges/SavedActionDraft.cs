using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>The saved draft of an action, decrypted for its author.</summary>
/// <param name="Content">The input.</param>
/// <param name="SavedAt">When it was last saved, UTC.</param>
public sealed record SavedActionDraft(ActionDraftContent Content, DateTime SavedAt);
