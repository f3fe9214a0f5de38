using Imi.Web.Hosting;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>How the platform is, in words.</summary>
internal sealed class HealthModel(HealthService desk) : PageModel
{
    /// <summary>How the parts are.</summary>
    public HealthReport Report { get; private set; } = null!;

    /// <summary>A trouble in a language.</summary>
    public HealthTrouble InWords(HealthTrouble trouble, string language) => desk.InWords(trouble, language);

    /// <summary>Looks.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken) => Report = await desk.LookAsync(cancellationToken);
}
