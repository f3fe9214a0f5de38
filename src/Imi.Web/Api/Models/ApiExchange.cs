using System.Text.Json.Nodes;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.ReplyTimes;

namespace Imi.Web.Api.Models;

/// <summary>An exchange as the owner of the token sees it.</summary>
/// <param name="Sight">How much that is: everything, or all but personal and confidential content.</param>
/// <param name="WaitsFor">For which party its state waits; whose turn it is say <c>turns</c>.</param>
/// <param name="DueOn">The last day of the state; null where it has none.</param>
/// <param name="Turns">Whose turn it is, for what and by when, what is due first at the front.</param>
/// <param name="YourTurns">Those of them that are your authority's.</param>
/// <param name="Answered">How many recipients have answered; null where the state waits for no recipients.</param>
/// <param name="ReplyBy">The reply-by date in force.</param>
/// <param name="ReplyByAgreed">Whether both sides agreed on it.</param>
/// <param name="ReplyDates">What was wanted, proposed, accepted, agreed and declined, oldest first.</param>
/// <param name="Recipients">The recipients of a notification or alert, or whom a draft's broadcast would reach; empty for a request.</param>
/// <param name="Version">The version of the form: 1, and one more for each amendment.</param>
/// <param name="Versions">The later versions, the newest first, with what each changed.</param>
/// <param name="Examination">What a party examines beside the states; null where there is nothing of the kind.</param>
/// <param name="HiddenOn">The day on which its personal data are hidden, or were, as the phase says; null before the formal closure.</param>
/// <param name="DeletedOn">The day on which its content is deleted, or was; of a draft, unless it is changed before; null while it is under way.</param>
/// <param name="CopyInto">The procedures into which the exchange can be copied: <c>MODULE/PROCEDURE</c>.</param>
/// <param name="Answers">The answers to the procedure's form as typed.</param>
/// <param name="ActionAnswers">What the actions asked and was answered, oldest first.</param>
/// <param name="Actions">The actions that may be taken now, and what each asks.</param>
/// <param name="Guide">The answers to the guide that led to the procedure; null where nobody asked it.</param>
/// <param name="Unreadable">Why its content cannot be opened by anybody, in words; null where it can.</param>
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
);
