using System.Text.Json;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Guidance;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;
using Imi.Web.Api.Models;
using Imi.Web.Pages;
using Imi.Web.SignIn;
using Imi.Web.Texts;

namespace Imi.Web.Api;

/// <summary>Lists, reads, creates and edits exchanges, and takes actions.</summary>
internal static partial class ExchangeEndpoints
{
    private const int LargestPage = 100;

    public static void Map(RouteGroupBuilder api)
    {
        var exchanges = api.MapGroup("/exchanges").WithTags("Exchanges");
        exchanges
            .MapGet("", ListAsync)
            .Needs(Permission.UsePlatform)
            .WithSummary(
                "Lists the exchanges that you may see, page by page. view: todo, waiting, information, drafts, closed, attention, all; sort: due, updated; "
                    + "search: a number or its beginning, in any spelling, or words that must all be in it or in texts that you may read."
            )
            .Produces<ApiPage<ApiExchangeRow>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        exchanges
            .MapPost("", CreateAsync)
            .Needs(Permission.BeginExchange)
            .WithSummary("Creates a draft; it can be incomplete.")
            .WithMetadata(ApiHeader.Key)
            .Produces<ApiExchange>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        exchanges
            .MapGet("/{id:guid}", ShowAsync)
            .Needs(Permission.ReadExchange, Permission.ReadWithoutPersonalData, Permission.ReadInformation, Permission.SeeThatItExisted)
            .WithSummary(
                "Returns an exchange with the actions that you can take now. special=true includes special categories of data; the journal records this. "
                    + "translation=LANGUAGE includes the stored machine translations into this language."
            )
            .Produces<ApiExchange>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        exchanges
            .MapPut("/{id:guid}/answers", SaveAsync)
            .Needs(Permission.Contribute)
            .WithSummary("Saves the answers of a draft, complete or not.")
            .WithMetadata(ApiHeader.Revision)
            .Produces<ApiExchange>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        exchanges
            .MapPost("/{id:guid}/actions/{action}", ActAsync)
            .Needs(Permission.TakeAction)
            .WithSummary("Takes an action. Returns 204 if the action deletes a draft.")
            .WithMetadata(ApiHeader.Revision, ApiHeader.Key)
            .Produces<ApiExchange>()
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> ListAsync(
        string? view,
        string? module,
        string? procedure,
        string? state,
        string? country,
        string? search,
        string? sort,
        bool? mine,
        int? limit,
        string? cursor,
        InboxQuery inbox,
        ModuleCatalogue catalogue,
        ApiExchanges exchanges,
        ApiProblems problems,
        PageTexts texts,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (!InboxModel.Views.TryGetValue(view ?? "all", out var wanted))
            return problems.WrongParameter(nameof(view), "api.one-of", ("values", string.Join(", ", InboxModel.Views.Keys)));
        if (sort is not (null or "due" or "updated"))
            return problems.WrongParameter(nameof(sort), "api.one-of", ("values", "due, updated"));
        if (limit is < 1 or > LargestPage)
            return problems.WrongParameter(nameof(limit), "api.between", ("least", 1), ("most", LargestPage));
        search = search?[..Math.Min(search.Length, InboxModel.LongestSearch)];
        var after = InboxCursor.Parse(cursor);
        if (after is null && !string.IsNullOrEmpty(cursor))
            return problems.WrongParameter(nameof(cursor), "api.cursor");
        var page = await inbox.ListAsync(
            new InboxFilter
            {
                View = wanted,
                NeedsAttention = view == "attention",
                Module = module,
                Procedure = procedure,
                States = string.IsNullOrEmpty(state) ? [] : [state],
                Country = country?.ToUpperInvariant(),
                Search = search,
                OnlyMine = mine ?? false,
                Sort = sort == "due" ? InboxSort.Due : InboxSort.Updated,
                PageSize = limit ?? 25,
                After = after,
            },
            context.Actor(),
            cancellationToken
        );
        return TypedResults.Ok(
            new ApiPage<ApiExchangeRow>(
                [
                    .. page.Items.Select(item => new ApiExchangeRow(
                        item.Row.Id,
                        item.Row.Number,
                        item.Row.Module,
                        item.Row.Procedure,
                        item.Row.State,
                        texts.State(catalogue.Find(item.Row.Module), item.Row.Procedure, item.Row.State),
                        item.Row.Phase,
                        item.About,
                        exchanges.Name(item.Row.SenderId, page.Authorities)!,
                        exchanges.Name(item.Row.RecipientId, page.Authorities),
                        item.Row.Reached?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [],
                        item.Row.WaitsFor,
                        item.Row.DueOn,
                        [.. item.Row.Turns.Select(turn => exchanges.TurnOf(turn, catalogue.Find(item.Row.Module), item.Row.Procedure, item.Row.State))],
                        item.Row.Task,
                        item.Row.UpdatedAt,
                        item.Row.Revision,
                        item.IsUnread,
                        item.Row.IsMine
                    )),
                ],
                page.Next?.ToString()
            )
        );
    }

    private static async Task<IResult> CreateAsync(
        ApiNewExchange request,
        ExchangeService exchangeService,
        ModuleCatalogue catalogue,
        ProcedureGuide guide,
        ApiExchanges exchanges,
        ApiProblems problems,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var actor = context.Actor();
        if (request.CopyFrom is { } source)
            return await CopyAsync(source, request, exchangeService, catalogue, exchanges, problems, actor, cancellationToken);
        var sender = request.Sender ?? OnlySender(actor, request.Module);
        var missing = new List<FieldError>();
        if (string.IsNullOrEmpty(request.Module))
            missing.Add(FieldError.Required("module"));
        if (string.IsNullOrEmpty(request.Procedure))
            missing.Add(FieldError.Required("procedure"));
        if (sender is null)
            missing.Add(FieldError.Required("sender"));
        var language = request.Language is { } written ? Languages.Named(written) : actor.Language;
        if (language is null)
            missing.Add(new FieldError("language", "api.unknown-language"));
        if (missing.Count > 0)
            return problems.Invalid(missing, null);
        var module = catalogue.Find(request.Module!);
        if (module?.Procedure(request.Procedure!) is not { } procedure)
            return problems.Invalid([new FieldError(module is null ? "module" : "procedure", "api.unknown-procedure")], null);
        var answers = Read(request.Answers);
        if (ApiForms.Misfits(procedure.Form, answers) is { Count: > 0 } misfits)
            return problems.Invalid(misfits, module);
        ChosenWay? way = null;
        if (request.Guide is { } asked)
        {
            var step = guide.At(GuideEndpoints.Answers(asked));
            if (step.Ends.FirstOrDefault(end => end.Module == module.Name && end.Outcome.Procedure == procedure.Name) is not { } end)
                return problems.Invalid([new FieldError("guide", "api.guide-elsewhere")], null);
            way = ProcedureGuide.WayOf(step, end.Outcome);
            var filled = ProcedureGuide.Fill(procedure.Form, end.Outcome, step.Path, country: null);
            answers = filled.Fields.Where(field => !answers.Has(field)).Aggregate(answers, (all, field) => all.With(field, filled[field]!));
        }

        var outcome = await exchangeService.CreateAsync(
            new NewExchange(module.Name, procedure.Name, sender!.Value, request.Recipient, language!, answers, way),
            actor,
            exchanges.Key($"{sender}\n{request.Recipient}\n{language}\n{answers.ToJson()}\n{way?.Outcome}"),
            cancellationToken
        );
        return outcome.IsDone
            ? await exchanges.AnswerDoneAsync(outcome.Value, StatusCodes.Status201Created, cancellationToken)
            : await problems.OfAsync(outcome, module, procedure, cancellationToken);
    }

    private static async Task<IResult> SaveAsync(
        Guid id,
        ApiDraft draft,
        ExchangeService exchangeService,
        ApiExchanges exchanges,
        ApiProblems problems,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        ExchangeBasis? basis = null;
        var answers = Read(draft.Answers);
        var outcome = await exchangeService.SaveDraftAsync(
            id,
            found =>
            {
                basis = found;
                return ApiForms.Misfits(found.Procedure.Form, answers) is { Count: > 0 } misfits
                    ? Outcome<DraftInput>.Invalid(misfits)
                    : Outcome<DraftInput>.Done(
                        new DraftInput(
                            answers,
                            draft.Recipient is null ? null : new RecipientChoice(draft.Recipient),
                            [.. found.Procedure.Form.SpecialFields.Select(field => field.Name).Where(field => !Mentions(draft.Answers, field))]
                        )
                    );
            },
            exchanges.Revision(),
            isAutomatic: false,
            context.Actor(),
            cancellationToken
        );
        return outcome.IsDone
            ? await exchanges.AnswerDoneAsync(id, StatusCodes.Status200OK, cancellationToken)
            : await problems.OfAsync(outcome, basis?.Module, basis?.Procedure, cancellationToken);
    }

    private static async Task<IResult> ActAsync(
        Guid id,
        string action,
        ApiActionRequest? request,
        ExchangeService exchangeService,
        ApiExchanges exchanges,
        ApiProblems problems,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var answers = Read(request?.Answers);
        IReadOnlyList<Guid> assignees = request?.Assignees ?? [];
        IReadOnlyList<string> items = request?.Items ?? [];
        var amended = Read(request?.Form);
        ExchangeBasis? basis = null;
        var outcome = await exchangeService.ActAsync(
            id,
            action,
            found =>
            {
                basis = found;
                if (ApiForms.Misfits(found.Procedure.Form, amended) is { Count: > 0 } wrong)
                    return Outcome<ActionRequest>.Invalid(wrong);
                if (found.Procedure.Action(action)?.Asks is { } form && ApiForms.Misfits(form, answers) is { Count: > 0 } misfits)
                    return Outcome<ActionRequest>.Invalid(misfits);
                return Outcome<ActionRequest>.Done(
                    new ActionRequest
                    {
                        Action = action,
                        Answers = answers,
                        Form = amended,
                        Assignees = assignees,
                        Items = items,
                        Revision = exchanges.Revision(),
                    }
                );
            },
            context.Actor(),
            exchanges.Key(
                $"{answers.ToJson()}\n{string.Join(',', assignees)}\n{string.Join(',', items)}{(amended.Fields.Count > 0 ? $"\n{amended.ToJson()}" : "")}"
            ),
            cancellationToken
        );
        if (!outcome.IsDone)
            return await problems.OfAsync(outcome, basis?.Module, basis?.Procedure, cancellationToken);

        // A repeated submission reads no definition; if the exchange is gone, the first one deleted it.
        var isDeleted = basis is null
            ? await exchanges.BasisAsync(id, cancellationToken) is null
            : basis.Procedure.Action(action)?.DoesVerb(Verb.DeleteDraft) == true;
        return isDeleted ? TypedResults.NoContent() : await exchanges.AnswerDoneAsync(id, StatusCodes.Status200OK, cancellationToken);
    }
}
