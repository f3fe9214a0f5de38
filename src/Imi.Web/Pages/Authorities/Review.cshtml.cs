using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Roles;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Authorities;

/// <summary>The yearly review of roles: shows each role with its last use, to be kept or removed.</summary>
[Needs(Permission.GrantRoles)]
internal sealed class ReviewModel(RoleReviewService roleReviewService, AuthorityDirectory directory, PageTexts texts) : PageModel
{
    /// <summary>The roles to review.</summary>
    public ReviewPage Due { get; private set; } = null!;

    /// <summary>The names of the authorities.</summary>
    public IReadOnlyDictionary<Guid, AuthorityLabel> Authorities { get; private set; } = null!;

    /// <summary>The errors of the last decision.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>Whether a decision was just made.</summary>
    [BindProperty(SupportsGet = true, Name = "saved")]
    public bool IsSaved { get; set; }

    /// <summary>Shows the roles to review.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await roleReviewService.ListAsync(HttpContext.Actor(), cancellationToken) is not { } due)
            return NotFound();
        Due = due;
        Authorities = await directory.LabelsAsync([.. due.Lines.Select(line => line.Authority)], cancellationToken);
        return Page();
    }

    /// <summary>Records a decision.</summary>
    public async Task<IActionResult> OnPostAsync(Guid authority, string? module, Guid person, bool keep, CancellationToken cancellationToken)
    {
        var outcome = await roleReviewService.DecideAsync(authority, module ?? "", person, keep, HttpContext.Actor(), cancellationToken);
        if (outcome.Kind == OutcomeKind.NotFound)
            return NotFound();
        if (outcome.IsDone)
            return LocalRedirect("/authorities/review?saved=true");
        Errors = ErrorSummary.Of(outcome, texts) with
        {
            Href = _ =>
                string.IsNullOrEmpty(module)
                    ? $"/authorities/{authority}/officers#f-officer-{person}"
                    : $"/authorities/{authority}/mandates?module={module}#f-roles-{person}",
        };
        return await OnGetAsync(cancellationToken);
    }
}
