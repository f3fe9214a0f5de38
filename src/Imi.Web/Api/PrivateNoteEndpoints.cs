using Imi.Kernel.Features.PrivateNotes;
using Imi.Kernel.Network.Access;
using Imi.Web.Api.Models;
using Imi.Web.SignIn;
using Imi.Web.Texts;

namespace Imi.Web.Api;

/// <summary>Lists, adds and removes the private notes of the caller's authority on an exchange.</summary>
internal static class PrivateNoteEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var notes = api.MapGroup("/exchanges/{id:guid}/notes").WithTags("Exchanges").ProducesProblem(StatusCodes.Status404NotFound);
        notes
            .MapGet("", ListAsync)
            .Needs(Permission.ReadExchange, Permission.ReadWithoutPersonalData)
            .WithSummary("Lists the internal notes of your authority on an exchange; no other party sees them.")
            .Produces<IReadOnlyList<ApiPrivateNote>>();
        notes
            .MapPost("", AddAsync)
            .Needs(Permission.ReadExchange, Permission.ReadWithoutPersonalData)
            .WithSummary("Adds an internal note of your authority.")
            .WithMetadata(ApiHeader.Key)
            .Produces<ApiPrivateNote>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        notes
            .MapDelete("/{note:guid}", RemoveAsync)
            .Needs(Permission.ReadExchange, Permission.ReadWithoutPersonalData)
            .WithSummary("Removes an internal note of your authority.")
            .WithMetadata(ApiHeader.Key)
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ListAsync(
        Guid id,
        PrivateNoteService service,
        ApiProblems problems,
        PageTexts texts,
        HttpContext context,
        CancellationToken cancellationToken
    ) =>
        await service.ListAsync(id, context.Actor(), texts.Language, cancellationToken) is { } list
            ? TypedResults.Ok<IReadOnlyList<ApiPrivateNote>>([.. list.Notes.Select(Of)])
            : problems.Plain(StatusCodes.Status404NotFound);

    private static async Task<IResult> AddAsync(
        Guid id,
        ApiNewPrivateNote note,
        PrivateNoteService service,
        ApiExchanges exchanges,
        ApiProblems problems,
        PageTexts texts,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var outcome = await service.AddAsync(id, note.Text ?? "", context.Actor(), exchanges.Key(note.Text ?? ""), cancellationToken);
        if (!outcome.IsDone)
            return await problems.OfAsync(outcome, null, null, cancellationToken);
        var address = $"{ImiApi.Root}/exchanges/{id}/notes";
        return await exchanges.AnswerDoneAsync(
            address,
            StatusCodes.Status201Created,
            cancellationToken,
            async stop =>
                (await service.ListAsync(id, context.Actor(), texts.Language, stop))?.Notes.FirstOrDefault(one => one.Id == outcome.Value) is { } added
                    ? TypedResults.Created(address, Of(added))
                    : problems.Plain(StatusCodes.Status404NotFound)
        );
    }

    private static async Task<IResult> RemoveAsync(
        Guid id,
        Guid note,
        PrivateNoteService service,
        ApiExchanges exchanges,
        ApiProblems problems,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var outcome = await service.RemoveAsync(id, note, context.Actor(), exchanges.Key(note.ToString()), cancellationToken);
        return outcome.IsDone ? TypedResults.NoContent() : await problems.OfAsync(outcome, null, null, cancellationToken);
    }

    private static ApiPrivateNote Of(PrivateNoteView note) => new(note.Id, note.Author, note.At, note.Text);
}
