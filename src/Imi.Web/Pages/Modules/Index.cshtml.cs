using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Features.ModuleUploads;
using Imi.Kernel.Features.Statistics;
using Imi.Kernel.Network.Access;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Modules;

/// <summary>Lists the policy areas; for policy officers also the uploads.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class IndexModel(ModuleUploadService moduleUploadService, AreaActivityQuery activity, ModuleCatalogue catalogue, AccessPolicy policy)
    : PageModel
{
    /// <summary>The policy areas.</summary>
    public IReadOnlyList<PolicyModule> Installed => catalogue.Modules;

    /// <summary>The uploads, newest first.</summary>
    public IReadOnlyList<UploadRow> Uploads { get; private set; } = [];

    /// <summary>The activity in each policy area; null if the reader is not a policy officer.</summary>
    public IReadOnlyDictionary<string, AreaActivity>? Activity { get; private set; }

    /// <summary>Whether the person may install policy areas.</summary>
    public bool MayInstall { get; private set; }

    /// <summary>Shows the list.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var actor = HttpContext.Actor();
        MayInstall = policy.MayInstallModules(actor);
        Activity = await activity.ReadAsync(actor, cancellationToken);
        Uploads = await moduleUploadService.ListAsync(actor, cancellationToken);
    }
}
