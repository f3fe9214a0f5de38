using System.Globalization;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.DataSubjects;
using Imi.Kernel.Network.Access;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Subjects;

/// <summary>Shows the register of data subjects' requests to a person's authorities, and enters new ones.</summary>
[Needs(Permission.AnswerDataSubjects)]
internal sealed class IndexModel(SubjectRequestService subjectRequestService, PageTexts texts, TimeProvider time) : PageModel
{
    /// <summary>The register.</summary>
    public SubjectOverview Register { get; private set; } = null!;

    /// <summary>The errors of the page.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>The request as typed.</summary>
    public NewSubjectRequest Typed { get; private set; } = new(Guid.Empty, SubjectRequestKind.Access, null, new SubjectContent("", "", "", ""));

    /// <summary>The id of the submission.</summary>
    public string Submission => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    /// <summary>Returns the errors of a field, in words.</summary>
    public IEnumerable<string> ErrorsOf(string field) => Errors.Errors.Where(error => error.Field == field).Select(error => texts.Error(error));

    /// <summary>Shows the register.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await ShowAsync(cancellationToken);

    /// <summary>Enters a request.</summary>
    public async Task<IActionResult> OnPostAsync(
        Guid authority,
        SubjectRequestKind kind,
        string? receivedOn,
        string? name,
        string? contact,
        string? wish,
        string? words,
        string? submission,
        CancellationToken cancellationToken
    )
    {
        DateOnly? received = DateOnly.TryParseExact(receivedOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        Typed = new NewSubjectRequest(authority, kind, received, new SubjectContent(name ?? "", contact ?? "", wish ?? "", words ?? ""));
        var key = submission is { Length: > 0 and <= 64 } ? new SubmissionKey(submission) : (SubmissionKey?)null;
        var outcome = await subjectRequestService.EnterAsync(Typed, HttpContext.Actor(), key, cancellationToken);
        if (outcome.IsDone)
            return LocalRedirect($"/data-protection/requests/{outcome.Value}");
        if (outcome.Kind != OutcomeKind.Invalid)
            return NotFound();
        Errors = new ErrorSummary(outcome.Errors, [], null, null) { Href = field => $"#f-{field}" };
        return await ShowAsync(cancellationToken);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        if (await subjectRequestService.ListAsync(HttpContext.Actor(), cancellationToken) is not { } register)
            return NotFound();
        Register = register;
        return Page();
    }
}
