using Imi.Kernel.Access;
using Imi.Kernel.Modules;
using Imi.Kernel.Registry;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Authorities;

/// <summary>Where a coordinator grants an authority its part in a policy area, and its people their roles.</summary>
internal sealed class MandatesModel(MandateDesk desk) : PageModel
{
    /// <summary>The authority.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The policy area; the first one that can be granted where none is named.</summary>
    [BindProperty(SupportsGet = true, Name = "module")]
    public string? ModuleName { get; set; }

    /// <summary>The policy areas in which something can be granted.</summary>
    public IReadOnlyList<PolicyModule> Modules { get; private set; } = [];

    /// <summary>What can be granted, and what is.</summary>
    public Granting Granting { get; private set; } = null!;

    /// <summary>Whether something was just kept.</summary>
    public bool IsSaved { get; private set; }

    /// <summary>Shows what the authority and its people may do.</summary>
    public async Task<IActionResult> OnGetAsync(bool saved, CancellationToken cancellationToken)
    {
        Modules = await desk.ModulesAsync(Id, HttpContext.Actor(), cancellationToken);
        if (Modules.Count == 0 || await desk.FindAsync(Id, ModuleName ?? Modules[0].Name, HttpContext.Actor(), cancellationToken) is not { } granting)
            return NotFound();
        (Granting, IsSaved) = (granting, saved);
        return Page();
    }

    /// <summary>Grants and ends mandates of a procedure.</summary>
    public async Task<IActionResult> OnPostMandatesAsync(
        string? procedure, Capacity[] capacities, Guid? coordinator, bool approvesRequests, bool approvesReplies, bool takesReferrals, CancellationToken cancellationToken) =>
        Answer(await desk.SetMandatesAsync(
            Id, ModuleName ?? "", procedure ?? "",
            new MandateSetting(capacities.ToHashSet(), coordinator, approvesRequests, approvesReplies, takesReferrals), HttpContext.Actor(), cancellationToken));

    /// <summary>Gives a person roles.</summary>
    public async Task<IActionResult> OnPostRolesAsync(Guid person, Role[] roles, CancellationToken cancellationToken) =>
        Answer(await desk.SetRolesAsync(Id, ModuleName ?? "", person, roles.ToHashSet(), HttpContext.Actor(), cancellationToken));

    private IActionResult Answer(bool isDone) =>
        isDone ? LocalRedirect($"/authorities/{Id}/mandates?module={Uri.EscapeDataString(ModuleName ?? "")}&saved=true") : NotFound();
}
