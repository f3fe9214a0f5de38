using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>That somebody has begun an action.</summary>
/// <param name="Action">The action.</param>
/// <param name="SavedAt">When it was saved last, UTC.</param>
public sealed record StartedAction(string Action, DateTime SavedAt);
