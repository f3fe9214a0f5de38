using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Registration;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Authorities;

/// <summary>Shows an invitation and the authority's answer, and lets the coordinator decide.</summary>
[Needs(Permission.RegisterAuthority)]
internal sealed class InvitationModel(InvitationService invitationService) : PageModel
{
    /// <summary>The id of the invitation.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The invitation with the answer.</summary>
    public InvitationFile Found { get; private set; } = null!;

    /// <summary>The errors of the page.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>The question or reason as typed.</summary>
    public (string Question, string Reason) Typed { get; private set; } = ("", "");

    /// <summary>Whether something was just done.</summary>
    [BindProperty(SupportsGet = true, Name = "saved")]
    public bool IsSaved { get; set; }

    /// <summary>Shows the invitation.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await invitationService.FindAsync(Id, HttpContext.Actor(), cancellationToken) is not { } file)
            return NotFound();
        Found = file;
        return Page();
    }

    /// <summary>Registers the authority; the next step grants its mandates.</summary>
    public async Task<IActionResult> OnPostValidateAsync(bool another, CancellationToken cancellationToken)
    {
        if (
            await invitationService.FindAsync(Id, HttpContext.Actor(), cancellationToken) is not { } file
            || await invitationService.ValidateAsync(Id, another, HttpContext.Actor(), cancellationToken) is not { } outcome
        )
            return NotFound();
        if (outcome.Authority is { } authority)
            return LocalRedirect($"/authorities/{authority}/mandates?module={file.Invitation.Module}");
        Found = file;
        Errors = new ErrorSummary(outcome.Errors, [], null, null);
        return Page();
    }

    /// <summary>Sends a question back to the authority.</summary>
    public async Task<IActionResult> OnPostAskAsync(string? question, CancellationToken cancellationToken)
    {
        Typed = (question ?? "", "");
        return await AnswerAsync(await invitationService.AskAsync(Id, question ?? "", HttpContext.Actor(), cancellationToken), cancellationToken);
    }

    /// <summary>Refuses the registration.</summary>
    public async Task<IActionResult> OnPostRefuseAsync(string? reason, CancellationToken cancellationToken)
    {
        Typed = ("", reason ?? "");
        return await AnswerAsync(await invitationService.RefuseAsync(Id, reason ?? "", HttpContext.Actor(), cancellationToken), cancellationToken);
    }

    /// <summary>Sends a new link.</summary>
    public async Task<IActionResult> OnPostAgainAsync(CancellationToken cancellationToken) =>
        Done(await invitationService.SendAgainAsync(Id, HttpContext.Actor(), cancellationToken));

    /// <summary>Withdraws the invitation.</summary>
    public async Task<IActionResult> OnPostWithdrawAsync(CancellationToken cancellationToken) =>
        Done(await invitationService.WithdrawAsync(Id, HttpContext.Actor(), cancellationToken));

    private async Task<IActionResult> AnswerAsync(IReadOnlyList<FieldError>? errors, CancellationToken cancellationToken)
    {
        if (errors is not { Count: > 0 })
            return Done(errors is not null);
        Errors = new ErrorSummary(errors, [], null, null);
        return await OnGetAsync(cancellationToken);
    }

    private IActionResult Done(bool isDone) => isDone ? LocalRedirect($"/authorities/invitations/{Id}?saved=true") : NotFound();
}
