using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Exchanges;

/// <summary>A task: work of a party beside the state of an exchange, begun by an action and not done yet.</summary>
/// <param name="Name">The task's name in the procedure, or a built-in name of <see cref="TaskDefinition"/>.</param>
/// <param name="Party">The party that has to do it.</param>
/// <param name="Since">The day on which it began.</param>
/// <param name="Due">The last day for it; null if the definition sets no period.</param>
/// <param name="CanBeDone">Whether the party has to do it now: the current state allows it, and a follow-up question is asked.</param>
/// <param name="AskedOn">For a follow-up question the day on which it is asked; null for another task.</param>
public sealed record ExchangeTask(string Name, Party Party, DateOnly Since, DateOnly? Due, bool CanBeDone, DateOnly? AskedOn = null)
{
    /// <summary>Whether it is a follow-up question, which does not delay the formal closure.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsFollowUp => AskedOn is not null;
}
