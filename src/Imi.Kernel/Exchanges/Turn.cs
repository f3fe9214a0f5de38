using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Exchanges;

/// <summary>What a party has to do now.</summary>
/// <param name="Party">Who. For <see cref="Imi.Kernel.Definitions.Modules.Party.Recipients"/> each recipient that has not answered.</param>
/// <param name="Task">The task beside the state; empty for what the state itself waits for.</param>
/// <param name="Due">The last day for it; null where there is none.</param>
public sealed record Turn(Party Party, string Task, DateOnly? Due)
{
    /// <summary>Whether it is what the state itself waits for.</summary>
    public bool IsOfState => Task.Length == 0;
}
