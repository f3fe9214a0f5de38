namespace Imi.Web.Api.Models;

/// <summary>An action.</summary>
/// <param name="By">Who may take it: party and role.</param>
/// <param name="From">The states in which it may be taken.</param>
/// <param name="To">The state reached; null where the state stays.</param>
/// <param name="Asks">The form to answer in <c>answers</c>; null for none.</param>
/// <param name="AsksAssignees">Whether <c>assignees</c> names the handlers to assign.</param>
/// <param name="AsksForm">Whether <c>form</c> gives the procedure's form anew.</param>
/// <param name="AsksItems">Whether <c>items</c> names what is handed over: <c>GROUP.INDEX</c>.</param>
/// <param name="Assignees">Who can be assigned, with an exchange.</param>
/// <param name="IsFinal">Whether it ends something that cannot be taken back.</param>
public sealed record ApiAction(
    string Name,
    string Title,
    string Help,
    IReadOnlyList<ApiActor> By,
    IReadOnlyList<string> From,
    string? To,
    ApiForm? Asks,
    bool AsksAssignees,
    bool AsksItems,
    bool AsksForm,
    bool IsFinal,
    IReadOnlyList<ApiPerson>? Assignees = null
);
