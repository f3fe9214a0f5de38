using Imi.Kernel.Features.BlockedData;
using Imi.Kernel.Features.DataSubjects;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Network.Access;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>Shows data-protection officers which deletions are due, done or failed, and the requests of data subjects.</summary>
[Needs(Permission.OverseeRetention)]
internal sealed class DataProtectionModel(OversightQuery oversightQuery, BlockedDataRequestService blocked, SubjectRequestService subjects) : PageModel
{
    /// <summary>The overview of retention.</summary>
    public RetentionOverview Overview { get; private set; } = null!;

    /// <summary>The requests that await the officer's decision, oldest first.</summary>
    public IReadOnlyList<WaitingBlockedDataRequest> Waiting { get; private set; } = [];

    /// <summary>The register of data subjects' requests.</summary>
    public SubjectOverview Subjects { get; private set; } = null!;

    /// <summary>Shows the overview.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await oversightQuery.ReadAsync(HttpContext.Actor(), cancellationToken) is not { } overview)
            return NotFound();
        Overview = overview;
        Waiting = await blocked.WaitingAsync(HttpContext.Actor(), cancellationToken);
        Subjects = (await subjects.ListAsync(HttpContext.Actor(), cancellationToken))!;
        return Page();
    }
}
