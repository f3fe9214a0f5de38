using System.Text.Json;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;
using Imi.Web.Api.Models;
using Imi.Web.SignIn;
using Imi.Web.Texts;

namespace Imi.Web.Api;

/// <summary>Requests and returns machine translations of an exchange.</summary>
internal static class TranslationEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var translations = api.MapGroup("/exchanges/{id:guid}/translations").WithTags("Exchanges").ProducesProblem(StatusCodes.Status404NotFound);
        translations
            .MapGet("", ReadAsync)
            .Needs(Permission.ReadExchange, Permission.ReadWithoutPersonalData)
            .WithSummary("Returns the machine translations of the texts that you see, into the language of the parameter target (default: your language).")
            .Produces<ApiTranslation>();
        translations
            .MapPost("", RequestAsync)
            .Needs(Permission.ReadExchange, Permission.ReadWithoutPersonalData)
            .WithSummary("Requests machine translations of an exchange. While the state is waiting, an engine does not answer and the platform tries again.")
            .WithMetadata(ApiHeader.Key)
            .Produces<ApiTranslation>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> ReadAsync(
        Guid id,
        string? target,
        TranslationQuery query,
        ApiExchanges exchanges,
        ApiProblems problems,
        PageTexts texts,
        HttpContext context,
        CancellationToken cancellationToken
    ) =>
        target is not null && !Languages.IsKnown(target) ? problems.Invalid([new FieldError("target", "validation.not-an-option")], null)
        : await exchanges.FindAsync(id, cancellationToken) is { } details
            ? TypedResults.Ok(Of(await query.ReadAsync(details, context.Actor(), target ?? texts.TranslationLanguage, [], cancellationToken), texts))
        : problems.Plain(StatusCodes.Status404NotFound);

    private static async Task<IResult> RequestAsync(
        Guid id,
        string? target,
        TranslationService service,
        TranslationRunService runs,
        TranslationQuery query,
        IHostApplicationLifetime host,
        ApiExchanges exchanges,
        ApiProblems problems,
        PageTexts texts,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var language = target ?? texts.TranslationLanguage;
        var outcome = await service.RequestAsync(id, language, context.Actor(), exchanges.Key(language), cancellationToken);
        if (!outcome.IsDone)
            return await problems.OfAsync(outcome, null, null, cancellationToken);
        await runs.RunAsync(new TranslationScope(id, language), host.ApplicationStopping); // A caller that ends the call does not stop it.
        var address = $"{ImiApi.Root}/exchanges/{id}/translations?target={language}";
        return await exchanges.AnswerDoneAsync(
            address,
            StatusCodes.Status202Accepted,
            cancellationToken,
            async stop =>
                await exchanges.FindAsync(id, stop) is { } details
                    ? TypedResults.Accepted(address, Of(await query.ReadAsync(details, context.Actor(), language, [], stop), texts))
                    : problems.Plain(StatusCodes.Status404NotFound)
        );
    }

    internal static ApiTranslation Of(ExchangeTranslation translation, PageTexts texts) =>
        new(
            translation.Language,
            translation.IsWaiting ? "waiting"
                : translation.Missing > 0 ? "incomplete"
                : "complete",
            translation.Fault is { } fault ? JsonNamingPolicy.KebabCaseLower.ConvertName(fault.ToString()) : null,
            [.. translation.Unsupported.Union(translation.NotAllowed, StringComparer.Ordinal)],
            [
                .. translation.Texts.Select(text => new ApiTranslatedText(
                    text.Key,
                    text.Value.Source,
                    text.Value.Text,
                    text.Value.Engines,
                    text.Value.Via,
                    text.Value.On,
                    text.Value.IsUncertain,
                    text.Value.IsCorrected,
                    [.. text.Value.Segments.Select(segment => TranslationSegmentEndpoints.Of(segment, texts))]
                )),
            ]
        );
}
