using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Access;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Modules;

/// <summary>Shows a policy area: its legal basis, its procedures as drawings, and its forms.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class ShowModel(ModuleCatalogue catalogue) : PageModel
{
    /// <summary>The policy area.</summary>
    public PolicyModule Module { get; private set; } = null!;

    /// <summary>Shows the policy area.</summary>
    public IActionResult OnGet(string name)
    {
        if (catalogue.Find(name) is not { } module)
            return NotFound();
        Module = module;
        return Page();
    }
}
