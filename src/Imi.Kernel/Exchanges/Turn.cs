using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Exchanges;

/// <summary>Something that a party has to do now.</summary>
/// <param name="Party">The party. <see cref="Imi.Kernel.Definitions.Modules.Party.Recipients"/> means each recipient that has not replied.</param>
/// <param name="Task">The name of the task beside the state; empty for the action for which the state waits.</param>
/// <param name="Due">The last day for it; null if there is none.</param>
public sealed record Turn(Party Party, string Task, DateOnly? Due)
{
    /// <summary>Whether it is the action for which the state waits, not a task.</summary>
    public bool IsOfState => Task.Length == 0;
}
