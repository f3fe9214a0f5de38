using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Authorities;

/// <summary>Sets the scope of a delegated coordinator.</summary>
[Needs(Permission.DelegateCoordination)]
internal sealed class ScopeModel(DelegationService delegationService, AuthorityDirectory directory, ModuleCatalogue catalogue, PageTexts texts) : PageModel
{
    /// <summary>The id of the coordinator.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The scope of the coordinator.</summary>
    public CoordinatorScopes Scopes { get; private set; } = null!;

    /// <summary>The regions of its country; empty if it has none.</summary>
    public IReadOnlyList<Region> Regions { get; private set; } = [];

    /// <summary>The modules.</summary>
    public IReadOnlyList<PolicyModule> Modules => catalogue.Modules;

    /// <summary>The delegation as typed.</summary>
    public CoordinatorScope? Typed { get; private set; }

    /// <summary>Whether something was just saved.</summary>
    public bool IsSaved { get; private set; }

    /// <summary>The errors of the page.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>Returns the name of a region, or the text for the whole country.</summary>
    public string RegionName(string? code) =>
        code is null ? texts["network.whole-country"] : Regions.FirstOrDefault(region => region.Code == code)?.NameFor(texts.Language) ?? code;

    /// <summary>Shows the scope.</summary>
    public async Task<IActionResult> OnGetAsync(bool saved, CancellationToken cancellationToken)
    {
        if (await delegationService.FindAsync(Id, HttpContext.Actor(), cancellationToken) is not { } scopes)
            return NotFound();
        (Scopes, IsSaved) = (scopes, saved);
        Regions = await directory.RegionsAsync(scopes.Authority.Country, cancellationToken);
        return Page();
    }

    /// <summary>Delegates a part of the scope.</summary>
    public async Task<IActionResult> OnPostAsync(
        string? region,
        string? module,
        CoordinatorFunction[] functions,
        bool delegable,
        int? revision,
        CancellationToken cancellationToken
    )
    {
        Typed = new CoordinatorScope(
            string.IsNullOrEmpty(region) ? null : region,
            string.IsNullOrEmpty(module) ? null : module,
            [.. functions.Where(Enum.IsDefined).Distinct().Order()],
            delegable
        );
        var outcome = await delegationService.AddAsync(Id, Typed, revision, HttpContext.Actor(), cancellationToken);
        if (outcome.Kind == OutcomeKind.NotFound)
            return NotFound();
        if (outcome.IsDone)
            return LocalRedirect($"/authorities/{Id}/scope?saved=true");
        if (outcome.Kind == OutcomeKind.Conflict)
            Response.StatusCode = StatusCodes.Status409Conflict;
        Errors = ErrorSummary.Of(outcome, texts);
        return await OnGetAsync(saved: false, cancellationToken);
    }

    /// <summary>Ends a delegation.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(Guid delegation, CancellationToken cancellationToken) =>
        (await delegationService.RemoveAsync(Id, delegation, HttpContext.Actor(), cancellationToken)).IsDone
            ? LocalRedirect($"/authorities/{Id}/scope?saved=true")
            : NotFound();
}
