using Imi.Kernel.Definitions.Modules;

namespace Imi.Web.Api.Models;

/// <summary>An exchange in a list.</summary>
/// <param name="WaitsFor">The party that the current state waits for.</param>
/// <param name="DueOn">The due date of your authority's task, or else of the other parties' tasks; null if there is none.</param>
/// <param name="Turns">Who has to do what by when, ordered by due date.</param>
/// <param name="YourTask">The <c>task</c> of your authority's turn; null if it has none.</param>
public sealed record ApiExchangeRow(
    Guid Id,
    string? Number,
    string Module,
    string Procedure,
    string State,
    string StateTitle,
    Phase Phase,
    string About,
    ApiAuthorityName Sender,
    ApiAuthorityName? Recipient,
    IReadOnlyList<string> Reached,
    Party? WaitsFor,
    DateOnly? DueOn,
    IReadOnlyList<ApiTurn> Turns,
    string? YourTask,
    DateTime UpdatedAt,
    int Revision,
    bool IsUnread,
    bool IsAssignedToMe
);
