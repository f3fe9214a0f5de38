using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>Ends the session.</summary>
internal sealed class SignOutModel(BrowserSessionService browserSession) : PageModel
{
    /// <summary>There is nothing to see.</summary>
    public IActionResult OnGet() => LocalRedirect("/");

    /// <summary>Signs out and forgets what the browser holds.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await browserSession.EndAsync(cancellationToken);
        Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return LocalRedirect("/sign-in");
    }
}
