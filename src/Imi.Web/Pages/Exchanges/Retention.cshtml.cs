using System.Globalization;
using Imi.Kernel.Definitions.Authoring;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Network.Access;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Shows how long the personal data of an exchange are kept and by which rule, and lets its parties decide.</summary>
[Needs(Permission.ReadExchange, Permission.ReadWithoutPersonalData, Permission.SeeThatItExisted)]
internal sealed class RetentionModel(ExchangeQuery reader, RetentionService retentionService, DefinitionWords words, PageTexts texts, TimeProvider time)
    : PageModel
{
    /// <summary>The id of the exchange.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The exchange as the person sees it.</summary>
    public ExchangeDetails Details { get; private set; } = null!;

    /// <summary>The retention dates and legal holds.</summary>
    public ExchangeRetention Retention { get; private set; } = null!;

    /// <summary>Formats periods in words.</summary>
    public DefinitionWords Words => words;

    /// <summary>The action just taken; empty if there is none.</summary>
    public string Done { get; private set; } = "";

    /// <summary>The errors of the page.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>The ground as chosen.</summary>
    public HoldGround TypedGround { get; private set; }

    /// <summary>The reason as typed.</summary>
    public string TypedReason { get; private set; } = "";

    /// <summary>The review date as typed.</summary>
    public string TypedReview { get; private set; } = "";

    /// <summary>The id of the submission.</summary>
    public string Submission => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    /// <summary>Shows the page.</summary>
    public async Task<IActionResult> OnGetAsync(string? done, CancellationToken cancellationToken)
    {
        if (done is { Length: > 0 } && texts.Has($"kernel-actions.{done}.done"))
            Done = done;
        return await ShowAsync(cancellationToken);
    }

    /// <summary>Records that the authority no longer needs the personal data.</summary>
    [Needs(Permission.Contribute)]
    public async Task<IActionResult> OnPostReleaseAsync(string? submission, CancellationToken cancellationToken) =>
        await AnswerAsync(
            await retentionService.ReleaseAsync(Id, HttpContext.Actor(), KeyOf(submission), cancellationToken),
            KernelActions.Released,
            cancellationToken
        );

    /// <summary>Records that the authority still needs the personal data.</summary>
    [Needs(Permission.Contribute)]
    public async Task<IActionResult> OnPostKeepAsync(string? submission, CancellationToken cancellationToken) =>
        await AnswerAsync(
            await retentionService.KeepAsync(Id, HttpContext.Actor(), KeyOf(submission), cancellationToken),
            KernelActions.Kept,
            cancellationToken
        );

    /// <summary>Places a legal hold that prevents deletion.</summary>
    [Needs(Permission.Hold)]
    public async Task<IActionResult> OnPostHoldAsync(
        HoldGround ground,
        string? reason,
        string? reviewOn,
        string? submission,
        CancellationToken cancellationToken
    )
    {
        (TypedGround, TypedReason, TypedReview) = (ground, reason ?? "", reviewOn ?? "");
        return await AnswerAsync(
            await retentionService.HoldAsync(Id, new NewHold(ground, TypedReason, DayOf(reviewOn)), HttpContext.Actor(), KeyOf(submission), cancellationToken),
            KernelActions.Hold,
            cancellationToken
        );
    }

    /// <summary>Renews a legal hold.</summary>
    [Needs(Permission.Hold)]
    public async Task<IActionResult> OnPostReviewAsync(Guid hold, string? reviewOn, string? submission, CancellationToken cancellationToken) =>
        await AnswerAsync(
            await retentionService.ReviewAsync(Id, hold, DayOf(reviewOn), HttpContext.Actor(), KeyOf(submission), cancellationToken),
            KernelActions.HoldReviewed,
            cancellationToken
        );

    /// <summary>Ends a legal hold.</summary>
    [Needs(Permission.Hold)]
    public async Task<IActionResult> OnPostLiftAsync(Guid hold, string? submission, CancellationToken cancellationToken) =>
        await AnswerAsync(
            await retentionService.LiftAsync(Id, hold, HttpContext.Actor(), KeyOf(submission), cancellationToken),
            KernelActions.HoldLifted,
            cancellationToken
        );

    private async Task<IActionResult> AnswerAsync(Outcome<Guid> outcome, string done, CancellationToken cancellationToken)
    {
        if (outcome.IsDone)
            return LocalRedirect($"/exchanges/{Id}/retention?done={done}");
        if (outcome.Kind == OutcomeKind.NotFound)
            return NotFound();
        var shown = await ShowAsync(cancellationToken);
        if (Details is not null)
            Errors = new ErrorSummary(
                outcome.Errors,
                [.. outcome.Reasons.Select(reason => texts.Reason(reason, Details.Authorities, Details.People, Details.Module))],
                null,
                Details.Module
            );
        return shown;
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        if (
            await reader.ReadAsync(Id, HttpContext.Actor(), texts.Language, "retention", cancellationToken) is not { } details
            || details.Exchange.Phase == Phase.Draft
            || await retentionService.ShowAsync(Id, HttpContext.Actor(), cancellationToken) is not { } retention
        )
        {
            return NotFound();
        }

        (Details, Retention) = (details, retention);
        return Page();
    }

    private static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static SubmissionKey? KeyOf(string? submission) => submission is { Length: > 0 and <= 64 } ? new SubmissionKey(submission) : null;
}
