using Imi.Kernel.Features.Translation;

namespace Imi.Web.Hosting;

/// <summary>
/// Receives the answers of translation engines that answer later. The address contains a secret that only the engine knows; with a wrong one, the answer is the
/// same as for an address that does not exist.
/// </summary>
internal static class TranslationAnswers
{
    private const int MostBytes = 256 * 1024;

    /// <summary>A file of 20 MB in base64, and what is around it.</summary>
    private const int MostBytesOfFile = 29 * 1024 * 1024;

    /// <summary>Maps the addresses.</summary>
    public static void MapImiTranslationAnswers(this IEndpointRouteBuilder endpoints)
    {
        endpoints
            .MapPost($"{TranslationAnswerService.Path}/{{id:guid}}/{{secret}}{TranslationAnswerService.FileSuffix}", ReceiveFileAsync)
            .AllowAnonymous()
            .WithMetadata(new BodyLimitAttribute(MostBytesOfFile))
            .ExcludeFromDescription();
        endpoints
            .MapPost($"{TranslationAnswerService.Path}/{{id:guid}}/{{secret}}", ReceiveAsync)
            .AllowAnonymous()
            .WithMetadata(new BodyLimitAttribute(MostBytes))
            .ExcludeFromDescription();
    }

    /// <summary>The secret is checked before the body is read, because the body may be large.</summary>
    private static async Task<IResult> ReceiveFileAsync(
        Guid id,
        string secret,
        HttpRequest request,
        TranslationAnswerService answers,
        TranslationRunService runs,
        IHostApplicationLifetime host,
        CancellationToken cancellationToken
    )
    {
        if (!await answers.IsExpectedAsync(id, secret, cancellationToken))
            return TypedResults.NotFound();
        if (await answers.ReceiveFileAsync(id, secret, await MessageAsync(request, cancellationToken), cancellationToken) is not var (scope, isTaken))
            return TypedResults.NotFound();
        if (!isTaken)
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable); // The engine sends it again.
        await runs.RunAsync(scope, host.ApplicationStopping);
        return TypedResults.Ok();
    }

    private static async Task<IResult> ReceiveAsync(
        Guid id,
        string secret,
        HttpRequest request,
        TranslationAnswerService answers,
        TranslationRunService runs,
        IHostApplicationLifetime host,
        CancellationToken cancellationToken
    )
    {
        if (await answers.ReceiveAsync(id, secret, await MessageAsync(request, cancellationToken), cancellationToken) is not { } scope)
            return TypedResults.NotFound();
        await runs.RunAsync(scope, host.ApplicationStopping); // The answer is kept: an engine that hangs up does not stop the work.
        return TypedResults.Ok();
    }

    private static async Task<EngineMessage> MessageAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var fields = request.Query.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
        if (request.HasFormContentType)
        {
            foreach (var (name, value) in await request.ReadFormAsync(cancellationToken))
                fields[name] = value.ToString();
            return new EngineMessage(request.ContentType ?? "", fields, default);
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return new EngineMessage(request.ContentType ?? "", fields, body.ToArray());
    }
}
