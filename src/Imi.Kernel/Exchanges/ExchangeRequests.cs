using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>The input for the recipient of a draft.</summary>
/// <param name="Authority">The recipient; null for none.</param>
public sealed record RecipientChoice(Guid? Authority);
