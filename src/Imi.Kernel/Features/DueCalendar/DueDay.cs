namespace Imi.Kernel.Features.DueCalendar;

/// <summary>A last day on which one of the person's authorities has to act. Contains no personal data.</summary>
/// <param name="ExchangeId">The exchange.</param>
/// <param name="Number">Its number.</param>
/// <param name="Module">Its module.</param>
/// <param name="Procedure">Its procedure.</param>
/// <param name="State">Its state.</param>
/// <param name="Task">The name of a task beside the state; empty for the action for which the state waits.</param>
/// <param name="Day">The last day.</param>
/// <param name="ChangedAt">When the exchange last changed, UTC.</param>
public sealed record DueDay(Guid ExchangeId, string Number, string Module, string Procedure, string State, string Task, DateOnly Day, DateTime ChangedAt);
