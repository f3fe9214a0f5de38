using Imi.Kernel.Definitions.Authoring;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Features.ModuleUploads;
using Imi.Kernel.Network.Access;
using Imi.Web.Hosting;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Modules;

/// <summary>Uploads the archive of a policy area, checks it and stores it, or shows the errors.</summary>
[BodyLimit(MostBytes)]
[Needs(Permission.InstallModules)]
internal sealed class UploadModel(ModuleUploadService moduleUploadService, AccessPolicy policy, PageTexts texts) : PageModel
{
    /// <summary>The number of errors shown.</summary>
    public const int MostShown = 100;

    /// <summary>Ten times the limit of an archive, so that one that is somewhat too large gets an error message at its field.</summary>
    private const int MostBytes = 10 * ModuleArchive.MostBytes;

    /// <summary>The reasons why the archive was refused.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>The errors in the definitions.</summary>
    public IReadOnlyList<DefinitionProblem> Problems { get; private set; } = [];

    /// <summary>Asks for the archive.</summary>
    [RequireReauthentication]
    public IActionResult OnGet() => policy.MayInstallModules(HttpContext.Actor()) ? Page() : NotFound();

    /// <summary>Checks and stores the archive.</summary>
    public async Task<IActionResult> OnPostAsync(IFormFile? archive, CancellationToken cancellationToken)
    {
        if (!policy.MayInstallModules(HttpContext.Actor()))
            return NotFound();
        if (archive is null)
        {
            Errors = new ErrorSummary([], [texts["authoring.upload.choose"]], null, null);
            return Page();
        }

        await using var bytes = archive.OpenReadStream();
        var result = await moduleUploadService.UploadAsync(bytes, HttpContext.Actor(), cancellationToken);
        if (result.Id is { } id)
            return LocalRedirect($"/modules/uploads/{id}");
        if (result.Refusal is { } refusal)
            Errors = new ErrorSummary([refusal], [], null, null);
        Problems = result.Problems;
        return Page();
    }
}
