using Imi.Modules.Contracts;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>An actor of an action: a party, and the role that its officer needs.</summary>
public sealed record ActorRule(Party Party, ExchangeRole Role);
