using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>Switches between the simple view and the full view.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class ViewModel(UserService people) : PageModel
{
    /// <summary>Redirects, because there is nothing to show.</summary>
    public IActionResult OnGet() => LocalRedirect("/");

    /// <summary>
    /// Saves the choice with the person and returns to the previous page. The inbox only exists in the full view, so the simple view opens its start page
    /// instead.
    /// </summary>
    public async Task<IActionResult> OnPostAsync(bool simple, string? returnUrl, CancellationToken cancellationToken)
    {
        await people.PreferAsync(HttpContext.Actor().UserId, new Preferences { HasSimpleView = simple }, cancellationToken);
        return Url.IsLocalUrl(returnUrl) && !(simple && returnUrl.StartsWith("/inbox", StringComparison.Ordinal))
            ? LocalRedirect(returnUrl)
            : LocalRedirect("/");
    }
}
