using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>The authority that a draft asks.</summary>
/// <param name="Authority">The authority; null for none chosen.</param>
public sealed record RecipientChoice(Guid? Authority);
