using Imi.Kernel.Definitions.Modules;

namespace Imi.Web.Api.Models;

/// <summary>An exchange in a list.</summary>
/// <param name="WaitsFor">For which party its state waits.</param>
/// <param name="DueOn">The last day for what your authority has to do, else for what others have; null where there is none.</param>
/// <param name="Turns">Whose turn it is, for what and by when, what is due first at the front.</param>
/// <param name="YourTask">What your authority has to do: the <c>task</c> of one of the turns; null for nothing.</param>
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
