using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Access;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Modules;

/// <summary>A policy area: what it rests on, its procedures as drawings, its forms.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class ShowModel(ModuleCatalogue catalogue) : PageModel
{
    /// <summary>The policy area.</summary>
    public PolicyModule Module { get; private set; } = null!;

    /// <summary>Shows it.</summary>
    public IActionResult OnGet(string name)
    {
        if (catalogue.Find(name) is not { } module)
            return NotFound();
        Module = module;
        return Page();
    }
}
