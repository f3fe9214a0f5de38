using Imi.Kernel.Definitions.Forms;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>How much a person sees of an exchange, and which actions the person may take now.</summary>
/// <param name="Sight">How much of the content the person sees.</param>
/// <param name="Actions">All actions of the procedure, in its order.</param>
public sealed record Explanation(Sight Sight, IReadOnlyList<ActionExplanation> Actions);
