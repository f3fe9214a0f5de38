using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>Whether each action of the procedure may be taken now by a person, and why not.</summary>
public sealed record ActionExplanation(ActionDefinition Action, bool IsAllowed, IReadOnlyList<AccessReason> Reasons);
