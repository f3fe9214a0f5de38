namespace Imi.Web.Api.Models;

/// <summary>An action of a procedure.</summary>
/// <param name="By">The parties and roles that may take it.</param>
/// <param name="From">The states in which it can be taken.</param>
/// <param name="To">The state that the exchange enters; null if the state does not change.</param>
/// <param name="Asks">The form to fill in as <c>answers</c>; null if there is none.</param>
/// <param name="AsksAssignees">Whether the action needs <c>assignees</c>: the handlers to assign.</param>
/// <param name="AsksForm">Whether the action needs <c>form</c>: all answers to the procedure's form, as amended.</param>
/// <param name="AsksItems">Whether the action needs <c>items</c>: the group items to split off, each as <c>GROUP.INDEX</c>.</param>
/// <param name="Assignees">The people who can be assigned; only given with an exchange.</param>
/// <param name="IsFinal">Whether the action ends something irreversibly.</param>
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
