using System.Text.Json;
using System.Text.Json.Nodes;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.DataSubjects;
using Imi.Kernel.Features.ReplyTimes;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;

namespace Imi.Web.Api;

/// <summary>A page of a list.</summary>
/// <param name="Items">What is on the page.</param>
/// <param name="Next">The <c>cursor</c> of the next page; null on the last.</param>
public sealed record ApiPage<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>A policy module.</summary>
public sealed record ApiModule(string Name, string Title, string Description, ApiLegalBasis LegalBasis, IReadOnlyList<string> Languages, string Version, IReadOnlyList<ApiProcedureName> Procedures);

/// <summary>The Union act that a module serves.</summary>
public sealed record ApiLegalBasis(string Act, string Celex, string Provisions);

/// <summary>A procedure of a module.</summary>
public sealed record ApiProcedureName(string Name, string Title, string Code);

/// <summary>A procedure: its form and workflow with texts.</summary>
public sealed record ApiProcedure(
    string Module, string Name, string Title, string Description, string? Provision, string Version, string Language,
    ApiForm Form, IReadOnlyList<ApiState> States, IReadOnlyList<ApiAction> Actions);

/// <summary>A state of a procedure.</summary>
/// <param name="WaitsFor">Whose turn it is; null where nobody's is.</param>
/// <param name="Next">What whoever is waited for has to do; null for nothing.</param>
public sealed record ApiState(string Name, string Title, Phase Phase, Party? WaitsFor, string? Next);

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
    string Name, string Title, string Help, IReadOnlyList<ApiActor> By, IReadOnlyList<string> From, string? To, ApiForm? Asks,
    bool AsksAssignees, bool AsksItems, bool AsksForm, bool IsFinal, IReadOnlyList<ApiPerson>? Assignees = null);

/// <summary>A person.</summary>
public sealed record ApiPerson(Guid Id, string Name);

/// <summary>Who may take an action.</summary>
public sealed record ApiActor(Party Party, ExchangeRole Role);

/// <summary>A form.</summary>
public sealed record ApiForm(string Name, IReadOnlyList<ApiSection> Sections);

/// <summary>A section of a form.</summary>
public sealed record ApiSection(string Name, string Title, string Help, IReadOnlyList<ApiElement> Elements);

/// <summary>A field, or a repeatable group of fields (then <c>fields</c> is given and the answer is an array of objects).</summary>
/// <param name="Type">The field's type, or <c>group</c>.</param>
/// <param name="Required">Whether it must be answered before sending.</param>
/// <param name="RequiredWhen">The condition under which it must be answered; null for none.</param>
/// <param name="VisibleWhen">The condition under which it applies; null for always.</param>
/// <param name="Several">Whether the answer is an array of texts.</param>
/// <param name="Personal">Whether it may hold personal data.</param>
/// <param name="Confidential">Whether only the parties' own officers see it.</param>
/// <param name="Statistic">Whether it is kept for statistics.</param>
public sealed record ApiElement(
    string Name, string Label, string Help, string Type, bool Required, JsonNode? RequiredWhen, JsonNode? VisibleWhen,
    IReadOnlyList<ApiOption>? Options, bool Several, int? MaxLength, decimal? Min, decimal? Max, bool NotBeforeToday,
    bool Personal, bool Confidential, bool Statistic, string? Special, int? MinItems, int? MaxItems, IReadOnlyList<ApiElement>? Fields);

/// <summary>An option of a choice.</summary>
public sealed record ApiOption(string Code, string Label);

/// <summary>An authority in short.</summary>
public sealed record ApiAuthorityName(Guid Id, string Name, string Country);

/// <summary>An authority of the registry.</summary>
/// <param name="Mandates">What it may do; in a list left out.</param>
public sealed record ApiAuthority(
    Guid Id, string Code, string Name, IReadOnlyDictionary<string, string> Names, string InformalTitle, string Country, AuthorityKind Kind,
    IReadOnlyList<string> Languages, string Email, string Phone, string Address, IReadOnlyList<ApiMandate>? Mandates)
{
    /// <summary>The region that it works for; null for the whole country.</summary>
    public string? Region { get; init; }

    /// <summary>The modules in which it is its country's central authority.</summary>
    public IReadOnlyList<string> Central { get; init; } = [];

    /// <summary>What it is competent for: <c>MODULE/KEYWORD</c>.</summary>
    public IReadOnlyList<string> Competences { get; init; } = [];

    /// <summary>Why it was found, in words; empty where nothing was searched for.</summary>
    public IReadOnlyList<string> Why { get; init; } = [];

    /// <summary>The days in which it usually answers in the module that was asked for; null without experience.</summary>
    public int? UsualReplyDays { get; init; }
}

/// <summary>What an authority may do in a procedure.</summary>
public sealed record ApiMandate(string Module, string Procedure, Capacity Capacity, DateOnly? Until, Guid? Coordinator, IReadOnlyList<Guid> FurtherCoordinators);

/// <summary>What a party has to do now.</summary>
/// <param name="Party">Who.</param>
/// <param name="Task">The task beside the state: its name in the procedure, <c>date-proposal</c> or <c>examination</c>; empty for what the state waits for.</param>
/// <param name="Title">What is to be done, in words.</param>
/// <param name="DueOn">The last day for it; null where there is none.</param>
public sealed record ApiTurn(Party Party, string Task, string Title, DateOnly? DueOn);

/// <summary>One thing that happened to the reply-by date.</summary>
public sealed record ApiReplyDate(ReplyDateKind Kind, DateOnly Date, ApiAuthorityName? Authority, DateTime At);

/// <summary>How many of the recipients that are asked have answered what the state waits for.</summary>
public sealed record ApiAnswered(int Count, int All);

/// <summary>An exchange in a list.</summary>
/// <param name="WaitsFor">For which party its state waits.</param>
/// <param name="DueOn">The last day for what your authority has to do, else for what others have; null where there is none.</param>
/// <param name="Turns">Whose turn it is, for what and by when, what is due first at the front.</param>
/// <param name="YourTask">What your authority has to do: the <c>task</c> of one of the turns; null for nothing.</param>
public sealed record ApiExchangeRow(
    Guid Id, string? Number, string Module, string Procedure, string State, string StateTitle, Phase Phase, string About,
    ApiAuthorityName Sender, ApiAuthorityName? Recipient, IReadOnlyList<string> Reached, Party? WaitsFor, DateOnly? DueOn, IReadOnlyList<ApiTurn> Turns, string? YourTask, DateTime UpdatedAt, int Revision,
    bool IsUnread, bool IsAssignedToMe);

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
    Guid Id, string? Number, string Module, string Procedure, string DefinitionVersion, string State, string StateTitle, Phase Phase, string About,
    ApiAuthorityName Sender, ApiAuthorityName? Recipient, IReadOnlyList<ApiAuthorityName> Recipients, string Language, Party? WaitsFor, DateOnly? DueOn, IReadOnlyList<ApiTurn> Turns, IReadOnlyList<ApiTurn> YourTurns, ApiAnswered? Answered,
    DateOnly? ReplyBy, bool ReplyByAgreed, DateOnly? ReplyByProposed, IReadOnlyList<ApiReplyDate> ReplyDates, DateTime CreatedAt, DateTime UpdatedAt, DateTime? SentAt, DateTime? AcceptedAt, DateTime? AnsweredAt, DateTime? ClosedAt,
    DateOnly? HiddenOn, DateOnly? DeletedOn, int Revision, int Version, IReadOnlyList<ApiVersion> Versions, ApiExamination? Examination, Sight Sight, JsonObject Answers, IReadOnlyList<ApiActionAnswers> ActionAnswers, IReadOnlyList<ApiMessage> Messages,
    IReadOnlyList<ApiAttachment> Attachments, IReadOnlyList<ApiEvent> Timeline, IReadOnlyList<ApiLink> Links, IReadOnlyList<ApiAction> Actions,
    IReadOnlyList<string> CopyInto, bool MayContribute, IReadOnlyDictionary<string, string>? Guide, IReadOnlyList<ApiRectified> Rectifications, IReadOnlyList<ApiMessage> Corrections, IReadOnlyList<ApiContested> Contested, string? Unreadable);

/// <summary>That a data subject contests data of the exchange, or did.</summary>
public sealed record ApiContested(
    string Request, SubjectRequestKind Kind, ApiAuthorityName? Authority, DateOnly ReceivedOn, SubjectDecision? Decision, DateOnly? AnsweredOn, DateOnly? RectifiedOn);

/// <summary>That something was corrected; its earlier version is blocked.</summary>
/// <param name="Content">The action's answers or the message; null for the exchange's form.</param>
/// <param name="Request">The number of the data subject's request; null for none.</param>
public sealed record ApiRectified(Guid? Content, DateTime At, string Person, ApiAuthorityName? Authority, IReadOnlyList<string> Fields, string Reason, string? Request);

/// <summary>A correction of what your authority wrote.</summary>
/// <param name="Content">The action's answers or the message; left out for the exchange's form.</param>
/// <param name="Answers">The answers that change; an empty text removes one, what is not named stays.</param>
/// <param name="Text">The message as it shall be.</param>
/// <param name="Reason">Why; all parties read it.</param>
/// <param name="Request">The number of the data subject's request; left out where you found your own mistake.</param>
public sealed record ApiRectification(Guid? Content, JsonElement? Answers, string? Text, string? Reason, string? Request);

/// <summary>A later version of an exchange's form.</summary>
public sealed record ApiVersion(int Number, DateTime At, string Person, IReadOnlyList<ApiDifference> Differences);

/// <summary>A field that says something else than before, in words.</summary>
public sealed record ApiDifference(string Field, string Label, IReadOnlyList<string> Before, IReadOnlyList<string> After);

/// <summary>An examination beside the states.</summary>
/// <param name="By">Who examines; null once it is concluded.</param>
public sealed record ApiExamination(Party? By, DateTime BeganAt, DateTime? EndedAt);

/// <summary>What an action asked and was answered.</summary>
public sealed record ApiActionAnswers(Guid? Id, string Action, DateTime At, string Form, string Language, JsonObject Answers);

/// <summary>A message between the parties.</summary>
public sealed record ApiMessage(Guid Id, string Author, ApiAuthorityName? Authority, DateTime At, string Language, string Text);

/// <summary>A file of an exchange.</summary>
/// <param name="Id">The attachment.</param>
/// <param name="Name">Its name.</param>
/// <param name="ContentType">What its content shows it to be.</param>
/// <param name="Size">In bytes.</param>
/// <param name="At">When it was attached, UTC.</param>
/// <param name="Person">Who attached it.</param>
/// <param name="Authority">In which authority's name.</param>
/// <param name="PositionRemoved">Whether the place where a picture was taken stood in it and was removed.</param>
/// <param name="Withdrawal">That it was withdrawn and its content destroyed; null where it can be opened.</param>
public sealed record ApiAttachment(
    Guid Id, string Name, string ContentType, long Size, DateTime At, string Person, ApiAuthorityName? Authority, bool PositionRemoved, ApiFileWithdrawal? Withdrawal);

/// <summary>That a file was withdrawn by its author.</summary>
public sealed record ApiFileWithdrawal(DateTime At, string Person, string Reason);

/// <summary>Why a file is withdrawn.</summary>
/// <param name="Reason">The reason, for all parties that see the files; at most 500 characters.</param>
public sealed record ApiNewFileWithdrawal(string? Reason);

/// <summary>Something that happened.</summary>
public sealed record ApiEvent(string Action, string Text, DateTime At, string Person, ApiAuthorityName? Authority, string FromState, string ToState, int Revision);

/// <summary>A linked exchange.</summary>
public sealed record ApiLink(Guid Id, string? Number, string Module, string Procedure, string State, string Kind);

/// <summary>A draft to begin.</summary>
/// <param name="Module">The module's name.</param>
/// <param name="Procedure">The procedure's name.</param>
/// <param name="Sender">The authority in whose name; may be left out by who handles for one authority only.</param>
/// <param name="Recipient">The authority to be asked; may be chosen later.</param>
/// <param name="Language">The language that it is written in; else the person's own.</param>
/// <param name="Answers">Field name to text, array of texts, or array of objects for a group; may be incomplete.</param>
/// <param name="CopyFrom">An exchange to copy into the draft; then only module and procedure matter beside it.</param>
/// <param name="Guide">The answers to the guide that led here: the exchange keeps the way, and what they say is filled in where <paramref name="Answers"/> say nothing.</param>
public sealed record ApiNewExchange(
    string? Module = null, string? Procedure = null, Guid? Sender = null, Guid? Recipient = null, string? Language = null, JsonElement? Answers = null, Guid? CopyFrom = null,
    IReadOnlyDictionary<string, string>? Guide = null);

/// <summary>A draft's answers, all of them.</summary>
/// <param name="Recipient">Another recipient; left out, it stays.</param>
/// <param name="Answers">Field name to answer; what is left out is emptied.</param>
public sealed record ApiDraft(Guid? Recipient = null, JsonElement? Answers = null);

/// <summary>What an action asks.</summary>
/// <param name="Form">All answers to the procedure's form as they shall be from now on, for an action that amends it.</param>
public sealed record ApiActionRequest(JsonElement? Answers = null, IReadOnlyList<Guid>? Assignees = null, IReadOnlyList<string>? Items = null, JsonElement? Form = null);

/// <summary>A message to write.</summary>
/// <param name="Text">The text.</param>
/// <param name="Language">The language that it is written in; else the person's own.</param>
public sealed record ApiNewMessage(string? Text = null, string? Language = null);

/// <summary>Another exchange to link to.</summary>
public sealed record ApiNewLink(string? Number = null);
