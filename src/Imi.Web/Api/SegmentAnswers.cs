using Imi.Kernel.Features.Translation;
using Imi.Kernel.Network.Access;
using Imi.Web.SignIn;
using Imi.Web.Texts;

namespace Imi.Web.Api;

/// <summary>Answers calls that change a translated sentence.</summary>
internal sealed class SegmentAnswers(TranslationQuery query, ApiExchanges exchanges, ApiProblems problems, PageTexts texts, IHttpContextAccessor http)
{
    /// <summary>Names a sentence in the target language, or in the caller's language if there is none.</summary>
    public SegmentName NameOf(string segment, string? target) => new(target ?? texts.Language, segment);

    /// <summary>Returns the sentence as it is after a change, or why it was not changed.</summary>
    public async Task<IResult> OfAsync(Guid id, SegmentName name, Outcome<Guid> outcome, CancellationToken cancellationToken)
    {
        if (!outcome.IsDone)
            return await problems.OfAsync(outcome, null, null, cancellationToken);
        return await exchanges.AnswerDoneAsync(
            $"{ImiApi.Root}/exchanges/{id}/translations?target={name.Language}",
            StatusCodes.Status200OK,
            cancellationToken,
            stop => ReadAsync(id, name, stop)
        );
    }

    private async Task<IResult> ReadAsync(Guid id, SegmentName name, CancellationToken cancellationToken)
    {
        if (await exchanges.FindAsync(id, cancellationToken) is not { } details)
            return problems.Plain(StatusCodes.Status404NotFound);
        var translation = await query.ReadAsync(details, http.HttpContext!.Actor(), name.Language, [], cancellationToken);
        return translation.Texts.Values.SelectMany(text => text.Segments).FirstOrDefault(segment => segment.Key == name.Key) is { } found
            ? TypedResults.Ok(TranslationSegmentEndpoints.Of(found, texts))
            : problems.Plain(StatusCodes.Status404NotFound);
    }
}
