using Imi.Kernel.Features.DataSubjects;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Network.Access;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>The data-protection officer's page: what is due, what was done, what failed.</summary>
[Needs(Permission.OverseeRetention)]
internal sealed class DataProtectionModel(OversightQuery desk, SubjectRequestService subjects) : PageModel
{
    /// <summary>What the officer sees.</summary>
    public RetentionOverview Overview { get; private set; } = null!;

    /// <summary>The register of data subjects' requests.</summary>
    public SubjectOverview Subjects { get; private set; } = null!;

    /// <summary>Shows it to data-protection officers.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await desk.ReadAsync(HttpContext.Actor(), cancellationToken) is not { } overview)
            return NotFound();
        Overview = overview;
        Subjects = (await subjects.ListAsync(HttpContext.Actor(), cancellationToken))!;
        return Page();
    }
}
