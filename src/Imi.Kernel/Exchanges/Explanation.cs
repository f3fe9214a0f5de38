using Imi.Kernel.Definitions.Forms;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>What a person sees of an exchange and may do to it now.</summary>
/// <param name="Sight">How much the person sees.</param>
/// <param name="Actions">Action by action.</param>
public sealed record Explanation(Sight Sight, IReadOnlyList<ActionExplanation> Actions);
