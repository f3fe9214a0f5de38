using System.Text.Json.Nodes;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.ReplyTimes;

namespace Imi.Web.Api.Models;

/// <summary>An exchange as the owner of the token sees it.</summary>
/// <param name="Sight">
/// The access level: everything; everything except confidential fields (a coordinator in its turn); everything except personal and confidential content;
/// what an action showed to your country, which is no party; or only that the exchange existed.
/// </param>
/// <param name="WaitsFor">The party that the current state waits for; <c>turns</c> lists all parties that have something to do.</param>
/// <param name="DueOn">The last day of the current state; null if there is none.</param>
/// <param name="Turns">Who has to do what by when, ordered by due date.</param>
/// <param name="YourTurns">The turns of your authority.</param>
/// <param name="Answered">How many recipients have answered; null unless the state waits for recipients.</param>
/// <param name="ReplyBy">The reply-by date in force.</param>
/// <param name="ReplyByAgreed">Whether both parties agreed on the date.</param>
/// <param name="ReplyDates">The history of the reply-by date, oldest first: requested, proposed, accepted, agreed and declined dates.</param>
/// <param name="Recipients">The recipients of a notification or broadcast, or the recipients that a draft broadcast would have; empty for a request.</param>
/// <param name="Informed">The authorities that actions informed: the Commission of a request, and authorities of other countries; empty for none.</param>
/// <param name="Version">The version of the form: 1, plus one for each amendment.</param>
/// <param name="Versions">The versions after the first, newest first, with the changes of each.</param>
/// <param name="Examination">The examination that a party carries out beside the states; null if there is none.</param>
/// <param name="HiddenOn">The day on which the personal data are or were blocked, depending on <c>phase</c>; null before formal closure.</param>
/// <param name="DeletedOn">
/// The day on which the content is or was deleted; for a draft, unless it changes before then. Before formal closure the day on which the platform ends the
/// exchange and deletes its content; null if the policy area sets no longest period.
/// </param>
/// <param name="CopyInto">The procedures into which the exchange can be copied, each as <c>MODULE/PROCEDURE</c>.</param>
/// <param name="Answers">The answers to the procedure's form, as typed.</param>
/// <param name="ActionAnswers">The answers to the forms of actions, oldest first.</param>
/// <param name="Actions">The actions that you can take now, with the input that each needs.</param>
/// <param name="Guide">The answers to the guide that led to the procedure; null if the guide was not used.</param>
/// <param name="Unreadable">Why nobody can open the content, in words; null if the content can be opened.</param>
public sealed record ApiExchange(
    Guid Id,
    string? Number,
    string Module,
    string Procedure,
    string DefinitionVersion,
    string State,
    string StateTitle,
    Phase Phase,
    string About,
    ApiAuthorityName Sender,
    ApiAuthorityName? Recipient,
    IReadOnlyList<ApiAuthorityName> Recipients,
    IReadOnlyList<ApiAuthorityName> Informed,
    string Language,
    Party? WaitsFor,
    DateOnly? DueOn,
    IReadOnlyList<ApiTurn> Turns,
    IReadOnlyList<ApiTurn> YourTurns,
    ApiAnswered? Answered,
    DateOnly? ReplyBy,
    bool ReplyByAgreed,
    DateOnly? ReplyByProposed,
    IReadOnlyList<ApiReplyDate> ReplyDates,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    DateTime? SentAt,
    DateTime? AcceptedAt,
    DateTime? AnsweredAt,
    DateTime? ClosedAt,
    DateOnly? HiddenOn,
    DateOnly? DeletedOn,
    int Revision,
    int Version,
    IReadOnlyList<ApiVersion> Versions,
    ApiExamination? Examination,
    Sight Sight,
    JsonObject Answers,
    IReadOnlyList<ApiActionAnswers> ActionAnswers,
    IReadOnlyList<ApiMessage> Messages,
    IReadOnlyList<ApiAttachment> Attachments,
    IReadOnlyList<ApiEvent> Timeline,
    IReadOnlyList<ApiLink> Links,
    IReadOnlyList<ApiAction> Actions,
    IReadOnlyList<string> CopyInto,
    bool MayContribute,
    IReadOnlyDictionary<string, string>? Guide,
    IReadOnlyList<ApiRectified> Rectifications,
    IReadOnlyList<ApiMessage> Corrections,
    IReadOnlyList<ApiContested> Contested,
    string? Unreadable
)
{
    /// <summary>The machine translation of its long texts and messages; null unless the call asked for it with <c>translation</c>.</summary>
    public ApiTranslation? Translation { get; init; }
}
