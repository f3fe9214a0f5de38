using Imi.Kernel.Access;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>The front page is the inbox.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class IndexModel : PageModel
{
    /// <summary>Goes to the inbox.</summary>
    public IActionResult OnGet() => LocalRedirect("/inbox");
}
