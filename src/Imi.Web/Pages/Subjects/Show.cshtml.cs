using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.DataSubjects;
using Imi.Kernel.Features.Notices;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Subjects;

/// <summary>Handles a data subject's request: search, findings, decision and reply.</summary>
[Needs(Permission.AnswerDataSubjects)]
internal sealed class ShowModel(
    SubjectRequestService subjectRequestService,
    SubjectSearchService search,
    RectificationService rectification,
    NoticeService notices,
    PageTexts texts
) : PageModel
{
    /// <summary>The id of the request.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The request with its findings.</summary>
    public SubjectDetails Details { get; private set; } = null!;

    /// <summary>The results of the last search; null if there was none.</summary>
    public SubjectSearch? Search { get; private set; }

    /// <summary>The errors of the page.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>The reply as typed.</summary>
    public (SubjectDecision? Decision, string Text) Typed { get; private set; } = (null, "");

    /// <summary>The correction of blocked data as typed, with its exchange.</summary>
    public (Guid Exchange, string Text) TypedCorrection { get; private set; }

    /// <summary>The number as typed.</summary>
    public string TypedNumber { get; private set; } = "";

    /// <summary>Returns the name of an authority.</summary>
    public string NameOf(Guid? id, IReadOnlyDictionary<Guid, Authority> authorities) =>
        id is { } known && authorities.TryGetValue(known, out var authority) ? $"{authority.NameFor(texts.Language)} ({texts.Country(authority.Country)})" : "";

    /// <summary>Returns the errors of a field, in words.</summary>
    public IEnumerable<string> ErrorsOf(string field) => Errors.Errors.Where(error => error.Field == field).Select(error => texts.Error(error));

    /// <summary>Shows the request.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await ShowAsync(cancellationToken);

    /// <summary>Searches the authority's exchanges. A POST keeps the search words out of addresses.</summary>
    public async Task<IActionResult> OnPostSearchAsync(string? after, CancellationToken cancellationToken)
    {
        var outcome = await search.SearchAsync(Id, InboxCursor.Parse(after), HttpContext.Actor(), texts.Language, cancellationToken);
        if (outcome.Kind == OutcomeKind.NotFound)
            return NotFound();
        Search = outcome.Value;
        Errors = Summary(outcome.Errors, []); // The page shows anyway that the encryption key is lost.
        return await ShowAsync(cancellationToken);
    }

    /// <summary>Attaches exchanges to the request.</summary>
    public async Task<IActionResult> OnPostAttachAsync(Guid[]? exchange, string? number, CancellationToken cancellationToken)
    {
        TypedNumber = number ?? "";
        return await AnswerAsync(
            await subjectRequestService.AttachAsync(Id, exchange ?? [], TypedNumber, HttpContext.Actor(), cancellationToken),
            cancellationToken
        );
    }

    /// <summary>Detaches an exchange.</summary>
    public async Task<IActionResult> OnPostDetachAsync(Guid exchange, CancellationToken cancellationToken) =>
        await AnswerAsync(await subjectRequestService.DetachAsync(Id, exchange, HttpContext.Actor(), cancellationToken), cancellationToken);

    /// <summary>Records the correct content of blocked data.</summary>
    public async Task<IActionResult> OnPostRecordAsync(Guid exchange, string? correction, CancellationToken cancellationToken)
    {
        TypedCorrection = (exchange, correction ?? "");
        return await AnswerAsync(
            await rectification.RecordAsync(Id, exchange, TypedCorrection.Text, HttpContext.Actor(), cancellationToken),
            cancellationToken
        );
    }

    /// <summary>Records the decision.</summary>
    public async Task<IActionResult> OnPostAnswerAsync(SubjectDecision? decision, string? restriction, CancellationToken cancellationToken)
    {
        Typed = (decision, restriction ?? "");
        return await AnswerAsync(await subjectRequestService.AnswerAsync(Id, decision, Typed.Text, HttpContext.Actor(), cancellationToken), cancellationToken);
    }

    private async Task<IActionResult> AnswerAsync(Outcome<Guid> outcome, CancellationToken cancellationToken)
    {
        if (outcome.IsDone)
            return LocalRedirect($"/data-protection/requests/{Id}");
        if (outcome.Kind == OutcomeKind.NotFound)
            return NotFound();
        var shown = await ShowAsync(cancellationToken);
        if (Details is not null)
            Errors = Summary(outcome.Errors, [.. outcome.Reasons.Select(reason => texts.Reason(reason, Details.Authorities, Details.People))]);
        return shown;
    }

    private ErrorSummary Summary(IReadOnlyList<Imi.Kernel.Definitions.Forms.FieldError> errors, IReadOnlyList<string> reasons) =>
        new(errors, reasons, null, null)
        {
            Href = field =>
                field switch
                {
                    "words" => "#search",
                    "correction" => $"#f-correction-{TypedCorrection.Exchange}",
                    _ => $"#f-{field}",
                },
        };

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        if (await subjectRequestService.ShowAsync(Id, HttpContext.Actor(), cancellationToken) is not { } details)
            return NotFound();
        Details = details;
        await notices.ReadSubjectAsync(HttpContext.Actor().UserId, Id, cancellationToken);
        return Page();
    }
}
