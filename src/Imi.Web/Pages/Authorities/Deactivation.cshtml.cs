using Imi.Kernel.Features.HandOver;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Authorities;

/// <summary>Deactivates an authority and hands over its open exchanges, or reactivates it.</summary>
[Needs(Permission.DeactivateAuthority)]
internal sealed class DeactivationModel(DeactivationService deactivationService, PageTexts texts) : PageModel
{
    private const string Successor = "successor.";

    /// <summary>The id of the authority.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The effects of the deactivation.</summary>
    public Deactivation Plan { get; private set; } = null!;

    /// <summary>The reason as chosen.</summary>
    public DeactivationReason? Reason { get; private set; }

    /// <summary>The successors as chosen, by module.</summary>
    public IReadOnlyDictionary<string, Guid> Chosen { get; private set; } = new Dictionary<string, Guid>(StringComparer.Ordinal);

    /// <summary>The errors of the page.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>Shows the open exchanges.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await deactivationService.FindAsync(Id, HttpContext.Actor(), cancellationToken) is not { } plan)
            return NotFound();
        Plan = plan;
        return Page();
    }

    /// <summary>Hands over and deactivates, or shows the errors.</summary>
    public async Task<IActionResult> OnPostAsync(DeactivationReason? reason, CancellationToken cancellationToken)
    {
        Reason = reason;
        Chosen = Request
            .Form.Keys.Where(key => key.StartsWith(Successor, StringComparison.Ordinal) && Guid.TryParse(Request.Form[key], out _))
            .ToDictionary(key => key[Successor.Length..], key => Guid.Parse(Request.Form[key].ToString()), StringComparer.Ordinal);
        var outcome = await deactivationService.DeactivateAsync(Id, reason, Chosen, HttpContext.Actor(), cancellationToken);
        if (outcome.IsDone)
            return LocalRedirect($"/authorities/{Id}?saved=true");
        Errors = new ErrorSummary(
            outcome.Errors,
            [.. outcome.Reasons.Select(why => texts.Reason(why, new Dictionary<Guid, Authority>(), new Dictionary<Guid, string>()))],
            null,
            null
        );
        return await OnGetAsync(cancellationToken);
    }

    /// <summary>Reactivates the authority.</summary>
    public async Task<IActionResult> OnPostReactivateAsync(CancellationToken cancellationToken) =>
        (await deactivationService.ReactivateAsync(Id, HttpContext.Actor(), cancellationToken)).IsDone
            ? LocalRedirect($"/authorities/{Id}?saved=true")
            : NotFound();
}
