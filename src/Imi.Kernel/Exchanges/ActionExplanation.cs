using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>Whether a person may take an action of the procedure now, and the reasons if not.</summary>
public sealed record ActionExplanation(ActionDefinition Action, bool IsAllowed, IReadOnlyList<AccessReason> Reasons);
