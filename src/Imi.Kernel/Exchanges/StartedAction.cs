using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>An action for which a person has a draft.</summary>
/// <param name="Action">The name of the action, or <see cref="KernelActions.Message"/>.</param>
/// <param name="SavedAt">When the draft was last saved, UTC.</param>
public sealed record StartedAction(string Action, DateTime SavedAt);
