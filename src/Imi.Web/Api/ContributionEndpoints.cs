using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;
using Imi.Web.Api.Models;
using Imi.Web.Hosting;
using Imi.Web.SignIn;

namespace Imi.Web.Api;

/// <summary>Adds messages and links to an exchange.</summary>
internal static class ContributionEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var exchange = api.MapGroup("/exchanges/{id:guid}").WithTags("Exchanges").ProducesProblem(StatusCodes.Status404NotFound);
        exchange
            .MapPost("/messages", WriteAsync)
            .Needs(Permission.Contribute)
            .WithSummary("Sends a message to the other parties.")
            .WithMetadata(ApiHeader.Key)
            .Produces<ApiExchange>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        exchange
            .MapPost("/links", LinkAsync)
            .Needs(Permission.Contribute)
            .WithSummary("Links another exchange that you may see, by its number.")
            .WithMetadata(ApiHeader.Key)
            .Produces<ApiExchange>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        exchange
            .MapDelete("/links/{other:guid}", UnlinkAsync)
            .Needs(Permission.Contribute)
            .WithSummary("Removes a link; exchanges that were split off or copied stay linked.")
            .WithMetadata(ApiHeader.Key)
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> WriteAsync(
        Guid id,
        ApiNewMessage message,
        ContributionService contributions,
        ApiExchanges exchanges,
        ApiProblems problems,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var language = message.Language is { } asked ? Languages.Named(asked) : context.Actor().Language;
        if (language is null)
            return problems.Invalid([new FieldError("language", "api.unknown-language")], null);
        var outcome = await contributions.WriteAsync(
            id,
            new NewMessage(message.Text ?? "", language),
            context.Actor(),
            exchanges.Key($"{language}\n{message.Text}"),
            cancellationToken
        );
        return outcome.IsDone
            ? await exchanges.AnswerDoneAsync(id, StatusCodes.Status201Created, cancellationToken)
            : await problems.OfAsync(outcome, null, null, cancellationToken);
    }

    private static async Task<IResult> LinkAsync(
        Guid id,
        ApiNewLink link,
        ContributionService contributions,
        ApiExchanges exchanges,
        ApiProblems problems,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var outcome = await contributions.LinkAsync(id, link.Number ?? "", context.Actor(), exchanges.Key(link.Number ?? ""), cancellationToken);
        return outcome.IsDone
            ? await exchanges.AnswerDoneAsync(id, StatusCodes.Status201Created, cancellationToken)
            : await problems.OfAsync(outcome, null, null, cancellationToken);
    }

    private static async Task<IResult> UnlinkAsync(
        Guid id,
        Guid other,
        ContributionService contributions,
        ApiExchanges exchanges,
        ApiProblems problems,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var outcome = await contributions.UnlinkAsync(id, other, context.Actor(), exchanges.Key(other.ToString()), cancellationToken);
        return outcome.IsDone ? TypedResults.NoContent() : await problems.OfAsync(outcome, null, null, cancellationToken);
    }
}
