using System.Text.Json;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Network.Access;
using Imi.Web.Api.Models;
using Imi.Web.Hosting;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.Net.Http.Headers;

namespace Imi.Web.Api;

/// <summary>Requests and returns machine translations of the files of an exchange.</summary>
internal static class FileTranslationEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var translations = api.MapGroup("/exchanges/{id:guid}/attachments/{attachment:guid}/translations")
            .WithTags("Exchanges")
            .ProducesProblem(StatusCodes.Status404NotFound);
        translations
            .MapGet("", ReadAsync)
            .Needs(Permission.ReadExchange)
            .WithSummary("Returns the state of the machine translation of a file into the language of the parameter target (default: your language).")
            .Produces<ApiFileTranslation>();
        translations
            .MapPost("", RequestAsync)
            .Needs(Permission.ReadExchange)
            .WithSummary("Requests the machine translation of a file from the language of the parameter source (default: the language of the exchange).")
            .WithMetadata(ApiHeader.Key)
            .Produces<ApiFileTranslation>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        translations
            .MapGet("/content", OpenAsync)
            .Needs(Permission.ReadExchange)
            .WithSummary("Returns the translated file. Its beginning says that it is a machine translation.")
            .Produces(StatusCodes.Status200OK, null, "application/octet-stream")
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static Task<IResult> ReadAsync(
        Guid id,
        Guid attachment,
        string? target,
        FileTranslationQuery query,
        ApiExchanges exchanges,
        ApiProblems problems,
        PageTexts texts,
        CancellationToken cancellationToken
    ) => StateAsync(new TranslationScope(id, target ?? texts.Language, attachment), query, exchanges, problems, null, cancellationToken);

    private static async Task<IResult> RequestAsync(
        Guid id,
        Guid attachment,
        string? target,
        string? source,
        FileTranslationService service,
        TranslationStart start,
        FileTranslationQuery query,
        ApiExchanges exchanges,
        ApiProblems problems,
        PageTexts texts,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var scope = new TranslationScope(id, target ?? texts.Language, attachment);
        var outcome = await service.RequestAsync(scope, source, context.Actor(), exchanges.Key($"{attachment} {source} {scope.Language}"), cancellationToken);
        if (!outcome.IsDone)
            return await problems.OfAsync(outcome, null, null, cancellationToken);
        await start.BeginAsync(scope, cancellationToken);
        var address = $"{AddressOf(scope)}?target={scope.Language}";
        return await exchanges.AnswerDoneAsync(
            address,
            StatusCodes.Status202Accepted,
            cancellationToken,
            stop => StateAsync(scope, query, exchanges, problems, address, stop)
        );
    }

    private static async Task<IResult> OpenAsync(
        Guid id,
        Guid attachment,
        string? target,
        FileTranslationService service,
        ApiProblems problems,
        PageTexts texts,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var scope = new TranslationScope(id, target ?? texts.Language, attachment);
        var outcome = await service.OpenAsync(scope, context.Actor(), texts.Language, cancellationToken);
        if (outcome.Value is not { } content)
            return await problems.OfAsync(outcome, null, null, cancellationToken);
        context.Response.ContentLength = content.Size;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(content.Name);
        context.Response.Headers.ContentDisposition = disposition.ToString();
        return TypedResults.Stream(stream => content.CopyToAsync(stream, cancellationToken), content.ContentType);
    }

    private static async Task<IResult> StateAsync(
        TranslationScope scope,
        FileTranslationQuery query,
        ApiExchanges exchanges,
        ApiProblems problems,
        string? accepted,
        CancellationToken cancellationToken
    )
    {
        if (
            await exchanges.FindAsync(scope.Exchange, cancellationToken) is not { } details
            || !(await query.ReadAsync(details, scope.Language, cancellationToken)).TryGetValue(scope.File, out var state)
        )
            return problems.Plain(StatusCodes.Status404NotFound);
        var answer = new ApiFileTranslation(
            scope.File,
            scope.Language,
            state.Source,
            Word(state.State),
            state.Reason is { } reason ? Word(reason) : null,
            state.Fault is { } fault ? Word(fault) : null,
            state.State == FileTranslationState.Ready ? $"{AddressOf(scope)}/content?target={scope.Language}" : null
        );
        return accepted is null ? TypedResults.Ok(answer) : TypedResults.Accepted(accepted, answer);
    }

    private static string AddressOf(TranslationScope scope) => $"{ImiApi.Root}/exchanges/{scope.Exchange}/attachments/{scope.File}/translations";

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
