using Imi.Kernel.Network.Access;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Account;

/// <summary>Returns a saved form after the person has signed in with a provider.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class ResumeModel(KeptForm keptForm) : PageModel
{
    /// <summary>The saved form, to be posted again.</summary>
    public KeptForm.Content Resumed { get; private set; } = null!;

    /// <summary>Shows the form to its owner.</summary>
    public async Task<IActionResult> OnGetAsync(Guid form, CancellationToken cancellationToken)
    {
        var person = HttpContext.Actor().UserId;
        if (await keptForm.OpenAsync(form.ToString(), person, cancellationToken) is not { } kept || !Url.IsLocalUrl(kept.Path))
            return LocalRedirect("/inbox");
        Resumed = kept;
        return Page();
    }
}
