using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Exchanges;

/// <summary>What a party has to do beside the state of an exchange: begun by an action, not done yet.</summary>
/// <param name="Name">The task's name in the procedure, or one of <see cref="TaskDefinition"/>'s own.</param>
/// <param name="Party">Who has to do it.</param>
/// <param name="Since">The day on which it began.</param>
/// <param name="Due">The last day for it; null where the definition sets no period.</param>
/// <param name="CanBeDone">Whether the state that the exchange has now lets the party do it.</param>
public sealed record ExchangeTask(string Name, Party Party, DateOnly Since, DateOnly? Due, bool CanBeDone);
