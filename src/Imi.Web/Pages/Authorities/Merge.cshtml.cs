using Imi.Kernel.Features.HandOver;
using Imi.Kernel.Network.Access;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Authorities;

/// <summary>Merges a registry entry into another entry of the same authority.</summary>
[Needs(Permission.DeactivateAuthority)]
internal sealed class MergeModel(MergeService mergeService) : PageModel
{
    /// <summary>The id of the entry to merge.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The entry and similar entries.</summary>
    public MergePlan Plan { get; private set; } = null!;

    /// <summary>The code of the similar entry that was chosen.</summary>
    public string? Into { get; private set; }

    /// <summary>The code as typed.</summary>
    public string? Code { get; private set; }

    /// <summary>The errors of the page.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>Shows similar entries.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await mergeService.FindAsync(Id, HttpContext.Actor(), cancellationToken) is not { } plan)
            return NotFound();
        Plan = plan;
        return plan.Twin.MergedIntoId is { } into ? LocalRedirect($"/authorities/{into}") : Page();
    }

    /// <summary>Merges the entry, or shows the errors.</summary>
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
