using System.Text.Json;
using Imi.Kernel.Features.DataSubjects;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;
using Imi.Web.Api.Models;
using Imi.Web.SignIn;

namespace Imi.Web.Api;

/// <summary>Corrects personal data that an authority wrote (rectification).</summary>
internal static class RectificationEndpoints
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/exchanges/{id:guid}/rectifications", RectifyAsync)
            .Needs(Permission.Rectify)
            .WithTags("Exchanges")
            .WithSummary(
                "Corrects personal data that your authority wrote in the form, in an action's answers or in a message. The earlier version is blocked "
                    + "and all parties are notified."
            )
            .WithMetadata(ApiHeader.Revision, ApiHeader.Key)
            .Produces<ApiExchange>()
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> RectifyAsync(
        Guid id,
        ApiRectification request,
        RectificationService rectificationService,
        ApiExchanges exchanges,
        ApiProblems problems,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var (given, answers) = request.Answers is { ValueKind: JsonValueKind.Object } json
            ? (json.EnumerateObject().Select(property => property.Name).ToList(), Answers.FromJson(json))
            : ([], Answers.None);
        var basis = await rectificationService.BasisAsync(id, request.Content, context.Actor(), cancellationToken);
        if (basis is { Form: { } form } known && ApiForms.Misfits(form, answers) is { Count: > 0 } misfits)
            return problems.Invalid(misfits, known.Module);
        var outcome = await rectificationService.RectifyAsync(
            id,
            new NewRectification
            {
                ContentId = request.Content,
                Answers = answers,
                Fields = given,
                Text = request.Text ?? "",
                Reason = request.Reason ?? "",
                Request = request.Request,
                Revision = exchanges.Revision(),
            },
            context.Actor(),
            exchanges.Key($"{request.Content}\n{request.Answers}\n{request.Text}\n{request.Reason}\n{request.Request}"),
            cancellationToken
        );
        return outcome.IsDone
            ? await exchanges.AnswerDoneAsync(id, StatusCodes.Status200OK, cancellationToken)
            : await problems.OfAsync(outcome, basis?.Module, null, cancellationToken);
    }
}
