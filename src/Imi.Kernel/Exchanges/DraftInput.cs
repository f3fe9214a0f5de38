using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>A person's input for a draft.</summary>
/// <param name="Answers">The answers as typed.</param>
/// <param name="Recipient">The chosen recipient; null if the person was not asked, so that it stays.</param>
/// <param name="Kept">The fields that the person was not shown; their answers stay.</param>
public sealed record DraftInput(Answers Answers, RecipientChoice? Recipient, IReadOnlyCollection<string> Kept);
