using Imi.Web.Hosting;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>How the platform is, in words.</summary>
internal sealed class HealthModel(HealthService healthService) : PageModel
{
    /// <summary>How the parts are.</summary>
    public HealthReport Report { get; private set; } = null!;

    /// <summary>A problem in a language.</summary>
    public HealthProblem InWords(HealthProblem problem, string language) => healthService.InWords(problem, language);

    /// <summary>Looks.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken) => Report = await healthService.CheckAsync(cancellationToken);
}
