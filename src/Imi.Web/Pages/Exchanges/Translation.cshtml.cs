using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Network.Access;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Shows the sentences of a translated text beside their originals, to correct and rate them.</summary>
[Needs(Permission.ReadExchange, Permission.ReadWithoutPersonalData)]
internal sealed class TranslationModel(
    ExchangeQuery reader,
    TranslationQuery translations,
    TranslationCorrectionService corrections,
    PageTexts texts,
    TimeProvider time
) : PageModel
{
    /// <summary>The id of the exchange.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The key of the text.</summary>
    [BindProperty(SupportsGet = true, Name = "text")]
    public string? Key { get; set; }

    /// <summary>The exchange as the person sees it.</summary>
    public ExchangeDetails Details { get; private set; } = null!;

    /// <summary>The text with its sentences; null if there is no translated text with this key.</summary>
    public TranslatedText? Text { get; private set; }

    /// <summary>The sentence that the person wanted to correct, and the correction as typed.</summary>
    public (string Segment, string Text) Typed { get; private set; } = ("", "");

    /// <summary>Whether the typed correction was not saved because another person changed the sentence meanwhile.</summary>
    public bool IsConflict { get; private set; }

    /// <summary>The errors of the form.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>The id of the submission.</summary>
    public string Submission => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    /// <summary>Whether what was typed belongs to no sentence of the page, because it is gone or the person may no longer write.</summary>
    public bool IsGone => Typed.Text.Length > 0 && (Text is not { MayCorrect: true } text || text.Segments.All(segment => segment.Key != Typed.Segment));

    /// <summary>Shows the sentences.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken) ? Page() : NotFound();

    /// <summary>Corrects a sentence.</summary>
    [Needs(Permission.Contribute)]
    public async Task<IActionResult> OnPostCorrectAsync(
        string? language,
        string? segment,
        string? seen,
        string? translation,
        CancellationToken cancellationToken
    )
    {
        var outcome = await corrections.CorrectAsync(
            Id,
            new SegmentName(language ?? texts.TranslationLanguage, segment ?? ""),
            translation ?? "",
            seen ?? "",
            HttpContext.Actor(),
            FormPost.Key(Request.Form),
            cancellationToken
        );
        return await AnswerAsync(outcome, segment ?? "", translation ?? "", cancellationToken);
    }

    /// <summary>Takes the correction of a sentence back.</summary>
    [Needs(Permission.Contribute)]
    public async Task<IActionResult> OnPostTakeBackAsync(string? language, string? segment, string? seen, CancellationToken cancellationToken)
    {
        var outcome = await corrections.TakeBackAsync(
            Id,
            new SegmentName(language ?? texts.TranslationLanguage, segment ?? ""),
            seen ?? "",
            HttpContext.Actor(),
            FormPost.Key(Request.Form),
            cancellationToken
        );
        return await AnswerAsync(outcome, segment ?? "", "", cancellationToken);
    }

    /// <summary>Rates a sentence, or takes the rating back.</summary>
    [Needs(Permission.Contribute)]
    public async Task<IActionResult> OnPostRateAsync(string? language, string? segment, string? rating, CancellationToken cancellationToken)
    {
        bool? isGood = rating switch
        {
            "good" => true,
            "bad" => false,
            _ => null,
        };
        var outcome = await corrections.RateAsync(
            Id,
            new SegmentName(language ?? texts.TranslationLanguage, segment ?? ""),
            isGood,
            HttpContext.Actor(),
            FormPost.Key(Request.Form),
            cancellationToken
        );
        return await AnswerAsync(outcome, segment ?? "", "", cancellationToken);
    }

    private async Task<IActionResult> AnswerAsync(Outcome<Guid> outcome, string segment, string typed, CancellationToken cancellationToken)
    {
        if (outcome.IsDone)
            return LocalRedirect($"/exchanges/{Id}/translation?text={Uri.EscapeDataString(Key ?? "")}#s-{Uri.EscapeDataString(segment)}");
        if (!await LoadAsync(cancellationToken))
            return NotFound();
        (Typed, IsConflict) = ((segment, typed), outcome.Kind == OutcomeKind.Conflict);
        Response.StatusCode = IsConflict ? StatusCodes.Status409Conflict : StatusCodes.Status200OK;
        var reasons = outcome.Reasons.Select(reason => texts.Reason(reason, Details.Authorities, Details.People, Details.Module)).ToList();
        if (IsConflict)
            reasons.Add(texts["translation.segments.changed"]);
        Errors = new ErrorSummary(outcome.Errors, reasons, null, Details.Module) { Href = _ => $"#c-{segment}" };
        return Page();
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        var actor = HttpContext.Actor();
        if (await reader.ReadAsync(Id, actor, texts.Language, ExchangeViews.Page, cancellationToken) is not { } details || !details.Sight.ShowsCourse())
            return false;
        Details = details;
        var translation = await translations.ReadAsync(details, actor, texts.TranslationLanguage, texts.UnderstoodLanguages, cancellationToken);
        Text = translation.Texts.Values.FirstOrDefault(text => text.Key == Key);
        return true;
    }
}
