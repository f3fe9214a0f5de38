using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>Switches between the light mode and the full view.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class ViewModel(UserService people) : PageModel
{
    /// <summary>Redirects, because there is nothing to show.</summary>
    public IActionResult OnGet() => LocalRedirect("/");

    /// <summary>
    /// Saves the choice with the person and returns to the previous page. The inbox only exists in the full view, so the light mode opens its start page
    /// instead.
    /// </summary>
    public async Task<IActionResult> OnPostAsync(bool light, string? returnUrl, CancellationToken cancellationToken)
    {
        await people.PreferAsync(HttpContext.Actor().UserId, new Preferences { IsLight = light }, cancellationToken);
        return Url.IsLocalUrl(returnUrl) && !(light && returnUrl.StartsWith("/inbox", StringComparison.Ordinal))
            ? LocalRedirect(returnUrl)
            : LocalRedirect("/");
    }
}
