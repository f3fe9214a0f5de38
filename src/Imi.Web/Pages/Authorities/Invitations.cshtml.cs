using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Registration;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Authorities;

/// <summary>Lets a coordinator invite authorities to register themselves, and shows the progress of invitations.</summary>
[Needs(Permission.RegisterAuthority)]
internal sealed class InvitationsModel(InvitationService invitationService, ModuleCatalogue catalogue, PageTexts texts, TimeProvider time) : PageModel
{
    /// <summary>The invitations.</summary>
    public IReadOnlyList<Invitation> Invitations { get; private set; } = [];

    /// <summary>The codes of the countries in which the person may invite authorities.</summary>
    public IReadOnlyList<string> Places { get; private set; } = [];

    /// <summary>The modules.</summary>
    public IReadOnlyList<PolicyModule> Modules => catalogue.Modules;

    /// <summary>The invitation as typed.</summary>
    public NewInvitation Typed { get; private set; } = null!;

    /// <summary>The errors of the page.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>Whether an invitation was just sent.</summary>
    [BindProperty(SupportsGet = true, Name = "sent")]
    public bool IsSent { get; set; }

    /// <summary>Shows the invitations.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await invitationService.ListAsync(HttpContext.Actor(), cancellationToken) is not { } invitations)
            return NotFound();
        (Invitations, Places) = (invitations, await invitationService.PlacesAsync(HttpContext.Actor(), cancellationToken));
        Typed ??= new NewInvitation(Guid.CreateVersion7(time.GetUtcNow()), Places.Count > 0 ? Places[0] : "", "", "", texts.Language);
        return Page();
    }

    /// <summary>Invites an authority.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, string? country, string? module, string? email, string? language, CancellationToken cancellationToken)
    {
        Typed = new NewInvitation(id, country ?? "", module ?? "", email ?? "", Languages.IsInterface(language) ? language! : "");
        if (id == Guid.Empty)
            return NotFound();
        var outcome = await invitationService.InviteAsync(Typed, HttpContext.Actor(), cancellationToken);
        if (outcome.Kind == OutcomeKind.NotFound)
            return NotFound();
        if (outcome.IsDone)
            return LocalRedirect("/authorities/invitations?sent=true");
        Errors = ErrorSummary.Of(outcome, texts);
        return await OnGetAsync(cancellationToken);
    }
}
