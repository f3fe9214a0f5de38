using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>Signs people out.</summary>
internal sealed class SignOutModel(BrowserSessionService browserSession) : PageModel
{
    /// <summary>Redirects, because there is nothing to show.</summary>
    public IActionResult OnGet() => LocalRedirect("/");

    /// <summary>Ends the session and clears the browser's cache and storage.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await browserSession.EndAsync(cancellationToken);
        Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return LocalRedirect("/sign-in");
    }
}
