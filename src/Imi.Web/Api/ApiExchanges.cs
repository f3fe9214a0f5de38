using System.Globalization;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.DataSubjects;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Web.Api.Models;
using Imi.Web.SignIn;
using Imi.Web.Texts;

namespace Imi.Web.Api;

/// <summary>Turns exchanges into API responses, with the exchange's revision as the ETag.</summary>
internal sealed partial class ApiExchanges(
    ExchangeQuery reader,
    SubjectSearchService subjects,
    UserService people,
    ApiForms forms,
    ApiProblems problems,
    TranslationQuery translations,
    PageTexts texts,
    DatabaseFaults faults,
    IHttpContextAccessor http
)
{
    private HttpContext Context => http.HttpContext!;

    /// <summary>Returns the exchange in its current state, or 404 if the caller may not see it.</summary>
    /// <param name="id">The exchange.</param>
    /// <param name="status">200 or 201.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <param name="open">The special categories of data to open; null for none.</param>
    /// <param name="how">The kind of view for the journal.</param>
    /// <param name="translation">The language whose stored translations are returned too; null for none.</param>
    public async Task<IResult> AnswerAsync(
        Guid id,
        int status,
        CancellationToken cancellationToken,
        string? open = null,
        string how = ExchangeViews.Api,
        string? translation = null
    )
    {
        var actor = Context.Actor();
        if (await reader.ReadAsync(id, actor, texts.Language, how, open, cancellationToken) is not { } details)
            return problems.Plain(StatusCodes.Status404NotFound);
        Context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{details.Exchange.Revision}\"");
        var exchange = await OfAsync(details, cancellationToken);
        if (translation is not null)
            exchange = exchange with
            {
                Translation = TranslationEndpoints.Of(await translations.ReadAsync(details, actor, translation, [], cancellationToken), texts),
            };
        return status == StatusCodes.Status201Created ? TypedResults.Created(AddressOf(id), exchange) : TypedResults.Ok(exchange);
    }

    /// <summary>
    /// Returns the exchange after a successful change. If the database fails now, the change is still done: the response reports success with the exchange's
    /// address instead of its content.
    /// </summary>
    public Task<IResult> AnswerDoneAsync(Guid id, int status, CancellationToken cancellationToken) =>
        AnswerDoneAsync(AddressOf(id), status, cancellationToken, stop => AnswerAsync(id, status, stop, how: "api-answer"));

    /// <summary>Returns the result of a change that is already saved; if it cannot be read, a response without content that names its address.</summary>
    public async Task<IResult> AnswerDoneAsync(string address, int status, CancellationToken cancellationToken, Func<CancellationToken, Task<IResult>> answer)
    {
        try
        {
            return await answer(cancellationToken);
        }
        catch (Exception failure) when (faults.Of(failure) is not null)
        {
            Context.Response.Headers.Location = address;
            return status == StatusCodes.Status201Created ? TypedResults.StatusCode(status) : TypedResults.NoContent();
        }
    }

    private static string AddressOf(Guid id) => $"{ImiApi.Root}/exchanges/{id}";

    /// <summary>Finds the module and procedure that an exchange follows; null if the caller may not see it.</summary>
    public Task<ExchangeBasis?> BasisAsync(Guid id, CancellationToken cancellationToken) => reader.BasisAsync(id, Context.Actor(), cancellationToken);

    /// <summary>Reads the exchange with its content; null if the caller may not see it. The access is recorded in the journal.</summary>
    public Task<ExchangeDetails?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        reader.ReadAsync(id, Context.Actor(), texts.Language, ExchangeViews.Api, cancellationToken);

    /// <summary>Finds an authority by id and returns its short form; null if the id is null or unknown.</summary>
    public ApiAuthorityName? Name(Guid? id, IReadOnlyDictionary<Guid, Authority> authorities) =>
        id is { } known && authorities.TryGetValue(known, out var authority)
            ? new ApiAuthorityName(known, authority.NameFor(texts.Language), authority.Country)
            : null;

    /// <summary>Finds an authority of a list by id and returns its short form; null if the id is null or unknown.</summary>
    public ApiAuthorityName? Name(Guid? id, IReadOnlyDictionary<Guid, AuthorityLabel> authorities) =>
        id is { } known && authorities.TryGetValue(known, out var authority)
            ? new ApiAuthorityName(known, authority.NameFor(texts.Language), authority.Country)
            : null;

    /// <summary>Returns a turn with its task in the caller's language.</summary>
    public ApiTurn TurnOf(Turn turn, PolicyModule? module, string procedure, string state) =>
        new(turn.Party, turn.Task, texts.Task(module, procedure, state, turn.Task), turn.Due);

    /// <summary>Lists the files of an exchange.</summary>
    public IReadOnlyList<ApiAttachment> Attachments(ExchangeDetails details) =>
        [
            .. details.Files.Select(file => new ApiAttachment(
                file.Id,
                file.Name,
                file.ContentType,
                file.Size,
                file.At,
                details.People.GetValueOrDefault(file.UserId, ""),
                Name(file.AuthorityId, details.Authorities),
                file.IsPositionRemoved,
                file.Withdrawal is { } withdrawal
                    ? new ApiFileWithdrawal(withdrawal.At, withdrawal.UserId is { } by ? details.People.GetValueOrDefault(by, "") : "", withdrawal.Reason)
                    : null
            )),
        ];

    private async Task<ApiExchange> OfAsync(ExchangeDetails details, CancellationToken cancellationToken)
    {
        var assignable = details.Actions.Any(action => action.DoesVerb(Verb.Allocate)) ? await AssignableAsync(details, cancellationToken) : null;
        var exchange = details.Exchange;
        var module = details.Module;
        var procedure = details.Procedure;

        // An authority that is informed only learns nothing of the course of the exchange.
        var isInformed = details.Sight == Sight.Informed;
        return new ApiExchange(
            exchange.Id,
            exchange.Number,
            exchange.Module,
            exchange.Procedure,
            exchange.DefinitionVersion,
            exchange.State,
            texts.State(module, procedure.Name, exchange.State),
            exchange.Phase,
            details.About,
            Name(exchange.SenderId, details.Authorities)!,
            Name(exchange.RecipientId, details.Authorities),
            [.. details.Recipients.Select(recipient => new ApiAuthorityName(recipient.Id, recipient.NameFor(texts.Language), recipient.Country))],
            [.. details.Informed.Select(informed => new ApiAuthorityName(informed.Id, informed.NameFor(texts.Language), informed.Country))],
            exchange.Language,
            isInformed ? null : exchange.WaitsFor,
            isInformed ? null : exchange.DueOn,
            isInformed ? [] : [.. exchange.Turns.Select(turn => TurnOf(turn, module, procedure.Name, exchange.State))],
            [.. details.MyTurns.Select(turn => TurnOf(turn, module, procedure.Name, exchange.State))],
            !isInformed && exchange is { Phase: Phase.Open, WaitsFor: Party.Recipients }
                ? new ApiAnswered(details.Asked.Count - details.Awaited.Count, details.Asked.Count)
                : null,
            isInformed ? null : exchange.ReplyBy,
            !isInformed && exchange.ReplyByAgreed,
            isInformed ? null : exchange.ReplyByProposed,
            [.. details.ReplyDates.Select(date => new ApiReplyDate(date.Kind, date.Date, Name(date.AuthorityId, details.Authorities), date.At))],
            exchange.CreatedAt,
            exchange.UpdatedAt,
            exchange.SentAt,
            exchange.AcceptedAt,
            exchange.AnsweredAt,
            exchange.ClosedAt,
            DayOf(exchange.HiddenAt) ?? exchange.HideOn,
            DayOf(exchange.DeletedAt) ?? exchange.DeleteOn,
            exchange.Revision,
            exchange.Version,
            [
                .. details.Versions.Select(version => new ApiVersion(
                    version.Number,
                    version.At,
                    details.People.GetValueOrDefault(version.UserId, ""),
                    [.. version.Differences.Select(one => new ApiDifference(one.Path, one.Label, one.Before, one.After))]
                )),
            ],
            !isInformed && exchange.ExaminationBeganAt is { } began ? new ApiExamination(exchange.ExaminedBy, began, exchange.ExaminationEndedAt) : null,
            details.Sight,
            details.Answers.ToJsonObject(),
            [
                .. details.ActionContents.Select(content => new ApiActionAnswers(
                    content.Entry.ContentId,
                    content.Entry.Action,
                    content.Entry.At,
                    content.Form.Name,
                    content.Language,
                    content.Answers.ToJsonObject()
                )),
            ],
            [.. details.Messages.Select(message => MessageOf(message, details))],
            Attachments(details),
            [
                .. details.Timeline.Select(entry => new ApiEvent(
                    entry.Action,
                    texts.Action(module, procedure.Name, entry.Action, "done"),
                    entry.At,
                    details.People.GetValueOrDefault(entry.UserId, ""),
                    Name(entry.AuthorityId, details.Authorities),
                    entry.FromState,
                    entry.ToState,
                    entry.Revision
                )),
            ],
            [
                .. details.Links.Select(link => new ApiLink(
                    link.Id,
                    link.Number,
                    link.Module,
                    link.Procedure,
                    link.State,
                    link.Kind.ToString().ToLowerInvariant()
                )),
            ],
            [
                .. details.Actions.Select(action =>
                    forms.Action(module, procedure, action) with
                    {
                        Assignees = action.DoesVerb(Verb.Allocate) ? assignable : null,
                    }
                ),
            ],
            [.. details.CopiesInto.Select(target => target.FullName)],
            details.MayContribute,
            details.Way?.Steps.ToDictionary(step => step.Question, step => step.Answer, StringComparer.Ordinal),
            [
                .. details.Rectified.Select(rectified => new ApiRectified(
                    rectified.Content,
                    rectified.At,
                    details.People.GetValueOrDefault(rectified.UserId, ""),
                    Name(rectified.AuthorityId, details.Authorities),
                    rectified.Fields,
                    rectified.Reason,
                    rectified.Request
                )),
            ],
            [.. details.Corrections.Select(correction => MessageOf(correction, details))],
            [
                .. (isInformed ? [] : await subjects.ContestedAsync(exchange.Id, cancellationToken)).Select(mark => new ApiContested(
                    mark.Number,
                    mark.Kind,
                    Name(mark.AuthorityId, details.Authorities),
                    mark.ReceivedOn,
                    mark.Decision,
                    DayOf(mark.AnsweredAt),
                    DayOf(mark.RectifiedAt)
                )),
            ],
            details.IsContentLost ? texts["access.content-unreadable"] : null
        );
    }

    private ApiMessage MessageOf(Message message, ExchangeDetails details) =>
        new(
            message.Id,
            details.People.GetValueOrDefault(message.AuthorId, ""),
            Name(message.AuthorityId, details.Authorities),
            message.At,
            message.Language,
            message.Text
        );

    private static DateOnly? DayOf(DateTime? utc) => utc is { } moment ? DeadlineCalendar.DayOf(moment) : null;

    private async Task<IReadOnlyList<ApiPerson>> AssignableAsync(ExchangeDetails details, CancellationToken cancellationToken)
    {
        return
        [
            .. (await people.WithRoleAsync(details.AllocatesTo, details.Exchange.Module, Role.Handler, cancellationToken)).Select(person => new ApiPerson(
                person.Id,
                person.Name
            )),
        ];
    }
}
