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

/// <summary>Takes a policy area's folder as an archive, checks it and keeps it; what is wrong is told here.</summary>
[BodyLimit(MostBytes)]
[Needs(Permission.InstallModules)]
internal sealed class UploadModel(ModuleUploadService moduleUploadService, AccessPolicy policy, PageTexts texts) : PageModel
{
    /// <summary>The most mistakes that are shown at once.</summary>
    public const int MostShown = 100;

    /// <summary>Ten times what an archive may have: what is somewhat too large is refused at its field, with the true limit.</summary>
    private const int MostBytes = 10 * ModuleArchive.MostBytes;

    /// <summary>Why the archive is refused.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>What is wrong in the definitions.</summary>
    public IReadOnlyList<DefinitionProblem> Problems { get; private set; } = [];

    /// <summary>Asks for the archive.</summary>
    [RequireReauthentication]
    public IActionResult OnGet() => policy.MayInstallModules(HttpContext.Actor()) ? Page() : NotFound();

    /// <summary>Checks the archive and keeps it.</summary>
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
