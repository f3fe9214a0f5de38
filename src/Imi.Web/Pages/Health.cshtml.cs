using Imi.Web.Hosting;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>Shows the health report in words.</summary>
internal sealed class HealthModel(HealthService healthService) : PageModel
{
    /// <summary>The health report.</summary>
    public HealthReport Report { get; private set; } = null!;

    /// <summary>Returns a problem with its texts in a language.</summary>
    public HealthProblem InWords(HealthProblem problem, string language) => healthService.InWords(problem, language);

    /// <summary>Checks the health and shows the report.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken) => Report = await healthService.CheckAsync(cancellationToken);
}
