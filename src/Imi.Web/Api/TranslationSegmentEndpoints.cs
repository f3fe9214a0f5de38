using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Network.Access;
using Imi.Web.Api.Models;
using Imi.Web.SignIn;
using Imi.Web.Texts;

namespace Imi.Web.Api;

/// <summary>Corrects and rates the sentences of machine translations.</summary>
internal static class TranslationSegmentEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var segment = api.MapGroup("/exchanges/{id:guid}/translations/segments/{segment}")
            .WithTags("Exchanges")
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        segment
            .MapPut("/correction", CorrectAsync)
            .Needs(Permission.Contribute)
            .WithSummary("Corrects a translated sentence. Fails if another person has changed the translation that you saw.")
            .WithMetadata(ApiHeader.Key)
            .Produces<ApiTranslatedSegment>()
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        segment
            .MapDelete("/correction", TakeBackAsync)
            .Needs(Permission.Contribute)
            .WithSummary("Takes a correction back: readers see the machine translation again.")
            .WithMetadata(ApiHeader.Key)
            .Produces<ApiTranslatedSegment>()
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
        segment
            .MapPut("/rating", RateAsync)
            .Needs(Permission.Contribute)
            .WithSummary("Rates the machine translation of a sentence, or takes your rating back.")
            .WithMetadata(ApiHeader.Key)
            .Produces<ApiTranslatedSegment>()
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Describes a sentence in the caller's language.</summary>
    public static ApiTranslatedSegment Of(TranslatedSegment segment, PageTexts texts) =>
        new(
            segment.Key,
            segment.Original,
            segment.Text,
            segment.Version,
            segment.MachineText,
            segment.IsUncertain,
            segment.CorrectedBy is { } authority ? new ApiAuthorityName(authority.Id, authority.NameFor(texts.Language), authority.Country) : null,
            segment.CorrectedOn,
            segment.Missing,
            segment.IsRatedGood switch
            {
                true => "good",
                false => "bad",
                null => null,
            }
        );

    private static async Task<IResult> CorrectAsync(
        Guid id,
        string segment,
        string? target,
        ApiNewCorrection correction,
        TranslationCorrectionService service,
        SegmentAnswers answers,
        ApiExchanges exchanges,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var name = answers.NameOf(segment, target);
        var outcome = await service.CorrectAsync(
            id,
            name,
            correction.Translation ?? "",
            correction.Seen ?? "",
            context.Actor(),
            exchanges.Key($"{correction.Seen}\n{correction.Translation}"),
            cancellationToken
        );
        return await answers.OfAsync(id, name, outcome, cancellationToken);
    }

    private static async Task<IResult> TakeBackAsync(
        Guid id,
        string segment,
        string? target,
        string? seen,
        TranslationCorrectionService service,
        SegmentAnswers answers,
        ApiExchanges exchanges,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var name = answers.NameOf(segment, target);
        var outcome = await service.TakeBackAsync(id, name, seen ?? "", context.Actor(), exchanges.Key(seen ?? ""), cancellationToken);
        return await answers.OfAsync(id, name, outcome, cancellationToken);
    }

    private static async Task<IResult> RateAsync(
        Guid id,
        string segment,
        string? target,
        ApiNewRating rating,
        TranslationCorrectionService service,
        SegmentAnswers answers,
        ApiExchanges exchanges,
        ApiProblems problems,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (rating.Rating is not (null or "good" or "bad"))
            return problems.Invalid([new FieldError("rating", "validation.not-an-option")], null);
        var name = answers.NameOf(segment, target);
        bool? isGood = rating.Rating is null ? null : rating.Rating == "good";
        var outcome = await service.RateAsync(id, name, isGood, context.Actor(), exchanges.Key(rating.Rating ?? ""), cancellationToken);
        return await answers.OfAsync(id, name, outcome, cancellationToken);
    }
}
