using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Registration;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Authorities;

/// <summary>Shows an invitation and the authority's answer, and lets the coordinator decide.</summary>
[Needs(Permission.RegisterAuthority)]
internal sealed class InvitationModel(InvitationService invitationService, PageTexts texts) : PageModel
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
    public async Task<IActionResult> OnPostValidateAsync(bool another, int? revision, CancellationToken cancellationToken)
    {
        var outcome = await invitationService.ValidateAsync(Id, another, revision, HttpContext.Actor(), cancellationToken);
        if (!outcome.IsDone)
            return await AnswerAsync(outcome, cancellationToken);
        return await invitationService.FindAsync(Id, HttpContext.Actor(), cancellationToken) is { } file
            ? LocalRedirect($"/authorities/{outcome.Value}/mandates?module={file.Invitation.Module}")
            : NotFound();
    }

    /// <summary>Sends a question back to the authority.</summary>
    public async Task<IActionResult> OnPostAskAsync(string? question, int? revision, CancellationToken cancellationToken)
    {
        Typed = (question ?? "", "");
        return await AnswerAsync(await invitationService.AskAsync(Id, question ?? "", revision, HttpContext.Actor(), cancellationToken), cancellationToken);
    }

    /// <summary>Refuses the registration.</summary>
    public async Task<IActionResult> OnPostRefuseAsync(string? reason, int? revision, CancellationToken cancellationToken)
    {
        Typed = ("", reason ?? "");
        return await AnswerAsync(await invitationService.RefuseAsync(Id, reason ?? "", revision, HttpContext.Actor(), cancellationToken), cancellationToken);
    }

    /// <summary>Sends a new link.</summary>
    public async Task<IActionResult> OnPostAgainAsync(CancellationToken cancellationToken) =>
        await AnswerAsync(await invitationService.SendAgainAsync(Id, HttpContext.Actor(), cancellationToken), cancellationToken);

    /// <summary>Withdraws the invitation.</summary>
    public async Task<IActionResult> OnPostWithdrawAsync(CancellationToken cancellationToken) =>
        await AnswerAsync(await invitationService.WithdrawAsync(Id, HttpContext.Actor(), cancellationToken), cancellationToken);

    private async Task<IActionResult> AnswerAsync(Outcome outcome, CancellationToken cancellationToken)
    {
        if (outcome.IsDone)
            return LocalRedirect($"/authorities/invitations/{Id}?saved=true");
        if (outcome.Kind == OutcomeKind.NotFound)
            return NotFound();
        if (outcome.Kind is OutcomeKind.Conflict)
            Response.StatusCode = StatusCodes.Status409Conflict;
        Errors = ErrorSummary.Of(outcome, texts);
        return await OnGetAsync(cancellationToken);
    }
}
