using Imi.Kernel.Definitions.Modules;

namespace Imi.Web.Api.Models;

/// <summary>What a party has to do now.</summary>
/// <param name="Party">Who.</param>
/// <param name="Task">The task beside the state: its name in the procedure, <c>date-proposal</c> or <c>examination</c>; empty for what the state waits for.</param>
/// <param name="Title">What is to be done, in words.</param>
/// <param name="DueOn">The last day for it; null where there is none.</param>
public sealed record ApiTurn(Party Party, string Task, string Title, DateOnly? DueOn);
