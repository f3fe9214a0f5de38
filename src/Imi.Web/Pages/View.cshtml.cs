using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>Changes between the light mode and everything: one click on any page.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class ViewModel(UserService people) : PageModel
{
    /// <summary>There is nothing to see.</summary>
    public IActionResult OnGet() => LocalRedirect("/");

    /// <summary>
    /// Keeps it with the person, and goes back to the page. The inbox is a page of the full view, so that the light mode begins with its
    /// own start instead.
    /// </summary>
    public async Task<IActionResult> OnPostAsync(bool light, string? returnUrl, CancellationToken cancellationToken)
    {
        await people.ShowLightAsync(HttpContext.Actor().UserId, light, cancellationToken);
        return Url.IsLocalUrl(returnUrl) && !(light && returnUrl.StartsWith("/inbox", StringComparison.Ordinal))
            ? LocalRedirect(returnUrl)
            : LocalRedirect("/");
    }
}
