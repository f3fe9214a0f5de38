using Imi.Kernel.Features.HandOver;
using Imi.Kernel.Network.Access;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Authorities;

/// <summary>Where an entry is merged into another one of the same authority.</summary>
[Needs(Permission.DeactivateAuthority)]
internal sealed class MergeModel(MergeService mergeService) : PageModel
{
    /// <summary>The entry that goes.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The entry, and those that are alike.</summary>
    public MergePlan Plan { get; private set; } = null!;

    /// <summary>The code of the one that was chosen of those that are alike.</summary>
    public string? Into { get; private set; }

    /// <summary>The code that was typed.</summary>
    public string? Code { get; private set; }

    /// <summary>What is wrong with what was sent.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>Shows the entries that are alike.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await mergeService.FindAsync(Id, HttpContext.Actor(), cancellationToken) is not { } plan)
            return NotFound();
        Plan = plan;
        return plan.Twin.MergedIntoId is { } into ? LocalRedirect($"/authorities/{into}") : Page();
    }

    /// <summary>Merges, or shows what stands against it.</summary>
    public async Task<IActionResult> OnPostAsync(string? into, string? code, CancellationToken cancellationToken)
    {
        (Into, Code) = (into, code);
        var outcome = await mergeService.MergeAsync(Id, string.IsNullOrWhiteSpace(code) ? into ?? "" : code, HttpContext.Actor(), cancellationToken);
        if (outcome.IsDone)
            return LocalRedirect($"/authorities/{outcome.Value}?saved=true");
        Errors = new ErrorSummary(outcome.Errors, [], null, null);
        return await OnGetAsync(cancellationToken);
    }
}
