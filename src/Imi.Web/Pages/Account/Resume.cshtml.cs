using Imi.Kernel.Network.Access;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Account;

/// <summary>Gives back what somebody had typed before they showed at a provider who they are.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class ResumeModel(KeptForm keptForm) : PageModel
{
    /// <summary>What was kept, to be sent again.</summary>
    public KeptForm.Content Resumed { get; private set; } = null!;

    /// <summary>Shows it to whom it belongs.</summary>
    public async Task<IActionResult> OnGetAsync(Guid form, CancellationToken cancellationToken)
    {
        var person = HttpContext.Actor().UserId;
        if (await keptForm.OpenAsync(form.ToString(), person, cancellationToken) is not { } kept || !Url.IsLocalUrl(kept.Path))
            return LocalRedirect("/inbox");
        Resumed = kept;
        return Page();
    }
}
