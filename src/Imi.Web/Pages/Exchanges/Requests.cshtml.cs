using System.Globalization;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.BlockedData;
using Imi.Kernel.Features.Notices;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Network.Access;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Requests to read blocked data or to delete an exchange early: one person makes them, another decides.</summary>
[Needs(Permission.ReadExchange, Permission.ReadWithoutPersonalData, Permission.SeeThatItExisted, Permission.DecideOnRequests)]
internal sealed class RequestsModel(
    BlockedDataRequestService blockedDataRequestService,
    RetentionService retention,
    NoticeService notices,
    PageTexts texts,
    TimeProvider time
) : PageModel
{
    /// <summary>The id of the exchange.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The kind of request in the address: <c>unblocking</c> or <c>early-deletion</c>.</summary>
    [BindProperty(SupportsGet = true, Name = "kind")]
    public string Word { get; set; } = "";

    /// <summary>The kind of request.</summary>
    public BlockedDataRequestKind Kind => Word == "unblocking" ? BlockedDataRequestKind.Unblocking : BlockedDataRequestKind.EarlyDeletion;

    /// <summary>The requests, and what the person may do with them.</summary>
    public BlockedDataRequests Requests { get; private set; } = null!;

    /// <summary>Whether a legal hold postpones deletion.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>The key of the text for the action just taken; empty if there is none.</summary>
    public string Done { get; private set; } = "";

    /// <summary>The errors of the page.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>The new request as typed.</summary>
    public NewBlockedDataRequest Typed { get; private set; } = new(BlockedDataRequestKind.Unblocking, null, "", null, false);

    /// <summary>The request whose decision had errors, and the reply as typed.</summary>
    public (Guid Request, string Answer) TypedAnswer { get; private set; } = (Guid.Empty, "");

    /// <summary>The id of the submission.</summary>
    public string Submission => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    /// <summary>The grounds to choose from.</summary>
    public static IReadOnlyList<BlockedDataGround> ReadingGrounds { get; } = [BlockedDataGround.Proof, BlockedDataGround.PublicInterest];

    /// <summary>Shows the requests.</summary>
    public async Task<IActionResult> OnGetAsync(string? done, CancellationToken cancellationToken)
    {
        if (done is { Length: > 0 } && texts.Has($"kernel-actions.{done}.done"))
            Done = done;
        return await ShowAsync(cancellationToken);
    }

    /// <summary>Makes a request.</summary>
    [Needs(Permission.AskForDecision)]
    public async Task<IActionResult> OnPostAskAsync(
        BlockedDataGround? ground,
        string? reason,
        string? days,
        bool consent,
        string? submission,
        CancellationToken cancellationToken
    )
    {
        int? wanted = int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        Typed = new NewBlockedDataRequest(
            Kind,
            Kind == BlockedDataRequestKind.EarlyDeletion ? BlockedDataGround.Consent : ground,
            reason ?? "",
            wanted,
            consent
        );
        return await AnswerAsync(
            await blockedDataRequestService.AskAsync(Id, Typed, HttpContext.Actor(), KeyOf(submission), cancellationToken),
            Kind == BlockedDataRequestKind.Unblocking ? KernelActions.UnblockingAsked : KernelActions.EarlyDeletionAsked,
            cancellationToken
        );
    }

    /// <summary>Grants or refuses a request.</summary>
    [Needs(Permission.DecideOnRequests)]
    public async Task<IActionResult> OnPostDecideAsync(Guid request, bool granted, string? answer, string? submission, CancellationToken cancellationToken)
    {
        TypedAnswer = (request, answer ?? "");
        var done = (Kind, granted) switch
        {
            (BlockedDataRequestKind.Unblocking, true) => KernelActions.UnblockingGranted,
            (BlockedDataRequestKind.Unblocking, false) => KernelActions.UnblockingRefused,
            (_, true) => KernelActions.EarlyDeletionGranted,
            _ => KernelActions.EarlyDeletionRefused,
        };
        return await AnswerAsync(
            await blockedDataRequestService.DecideAsync(Id, request, granted, answer ?? "", HttpContext.Actor(), KeyOf(submission), cancellationToken),
            done,
            cancellationToken
        );
    }

    /// <summary>Ends access to blocked data.</summary>
    [Needs(Permission.AskForDecision)]
    public async Task<IActionResult> OnPostEndAsync(Guid request, string? submission, CancellationToken cancellationToken) =>
        await AnswerAsync(
            await blockedDataRequestService.EndAsync(Id, request, HttpContext.Actor(), KeyOf(submission), cancellationToken),
            KernelActions.UnblockingEnded,
            cancellationToken
        );

    /// <summary>Returns the name of an authority.</summary>
    public string NameOf(Guid? id) =>
        id is { } known && Requests.Authorities.TryGetValue(known, out var authority)
            ? $"{authority.NameFor(texts.Language)} ({texts.Country(authority.Country)})"
            : "";

    /// <summary>Returns the errors of a field, in words.</summary>
    public IEnumerable<string> ErrorsOf(string field) => Errors.Errors.Where(error => error.Field == field).Select(error => texts.Error(error));

    private async Task<IActionResult> AnswerAsync(Outcome<Guid> outcome, string done, CancellationToken cancellationToken)
    {
        if (outcome.IsDone)
            return LocalRedirect($"/exchanges/{Id}/{Word}?done={done}");
        if (outcome.Kind == OutcomeKind.NotFound)
            return NotFound();
        var shown = await ShowAsync(cancellationToken);
        if (Requests is not null)
        {
            Errors = new ErrorSummary(
                outcome.Errors,
                [.. outcome.Reasons.Select(reason => texts.Reason(reason, Requests.Authorities, Requests.People, Requests.Module))],
                null,
                Requests.Module
            )
            {
                Href = field => field == "answer" ? $"#f-answer-{TypedAnswer.Request}" : $"#f-{field}",
            };
        }

        return shown;
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        if (await blockedDataRequestService.ShowAsync(Id, Kind, HttpContext.Actor(), cancellationToken) is not { } requests)
            return NotFound();
        Requests = requests;
        IsHeld = (await retention.StandingAsync(Id, cancellationToken)).Count > 0;
        await notices.ReadAsync(HttpContext.Actor().UserId, Id, cancellationToken);
        return Page();
    }

    private static SubmissionKey? KeyOf(string? submission) => submission is { Length: > 0 and <= 64 } ? new SubmissionKey(submission) : null;
}
