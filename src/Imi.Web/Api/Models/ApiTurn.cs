using Imi.Kernel.Definitions.Modules;

namespace Imi.Web.Api.Models;

/// <summary>A task that a party has now.</summary>
/// <param name="Party">The party that has the task.</param>
/// <param name="Task">The name of a task beside the state (as in the procedure, <c>date-proposal</c> or <c>examination</c>); empty for the task of the state
/// itself.</param>
/// <param name="Title">The task in words.</param>
/// <param name="DueOn">The last day for the task; null if there is none.</param>
public sealed record ApiTurn(Party Party, string Task, string Title, DateOnly? DueOn);
