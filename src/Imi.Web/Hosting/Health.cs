using Imi.Hosting;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Persistence;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Imi.Web.Hosting;

/// <summary>Whether the platform is well: for operators' tools, and in words on the health page. Nothing secret.</summary>
internal static class Health
{
    /// <summary>Where it says how the parts are.</summary>
    public const string Ready = "/health/ready";

    private const string Live = "/health/live";

    /// <summary>Registers what looks.</summary>
    public static IServiceCollection AddImiHealth(this IServiceCollection services) => services.AddScoped<HealthDesk>();

    /// <summary>Says that the process lives, in front of everything that could keep it from saying so.</summary>
    public static void UseImiLiveness(this IApplicationBuilder app) =>
        app.MapWhen(context => context.Request.Path == Live, live => live.Run(context => context.Response.WriteAsJsonAsync(new Liveness("live"), context.RequestAborted)));

    /// <summary>Maps <see cref="Ready"/>.</summary>
    public static void MapImiHealth(this IEndpointRouteBuilder endpoints) => endpoints.MapGet(
        Ready,
        async (HealthDesk desk, HttpContext context, CancellationToken cancellationToken) => await AnswerAsync(context, await desk.LookAsync(cancellationToken)))
        .ExcludeFromDescription();

    /// <summary>Answers with a report.</summary>
    public static Task AnswerAsync(HttpContext context, HealthReport report)
    {
        context.Response.StatusCode = report.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsJsonAsync(report, context.RequestAborted);
    }
}

/// <summary>Looks at database, modules, jobs and the malware scanner.</summary>
internal sealed class HealthDesk(ImiDbContext database, ImiComposition composition, ISchedulerFactory schedulers, IEnumerable<IMalwareScanner> scanners)
{
    /// <summary>How the parts are.</summary>
    public async Task<HealthReport> LookAsync(CancellationToken cancellationToken)
    {
        var isDatabaseWell = await DatabaseAsync(cancellationToken);
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        return new HealthReport(
            isDatabaseWell ? "well" : "unreachable",
            scheduler.Status == SchedulerStatus.Running ? "well" : "stopped",
            await ScannerAsync(cancellationToken),
            [.. composition.Catalogue.Modules.Select(module => module.Name)],
            [.. composition.Catalogue.Problems.Select(problem => new LeftOutModule(problem.Folder, [.. problem.Problems.Select(one => one.ToString())]))]);
    }

    private async Task<string> ScannerAsync(CancellationToken cancellationToken)
    {
        var state = HealthReport.NotConfigured;
        foreach (var scanner in scanners)
        {
            if (!await scanner.AnswersAsync(cancellationToken))
                return "unreachable";
            state = "well";
        }

        return state;
    }

    private async Task<bool> DatabaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await database.Countries.AnyAsync(cancellationToken);
            return true;
        }
        catch (Exception failure) when (DatabaseFaults.IsOne(failure))
        {
            return false;
        }
    }
}

/// <summary>That the process answers.</summary>
internal sealed record Liveness(string Status);

/// <summary>How the platform's parts are.</summary>
/// <param name="Database">Well, unreachable, or still being prepared.</param>
/// <param name="Jobs">Well or stopped.</param>
/// <param name="Scanner">The malware scanner: well, unreachable, or not configured.</param>
/// <param name="Modules">The modules that are loaded.</param>
/// <param name="LeftOut">The modules that are not, and why.</param>
internal sealed record HealthReport(string Database, string Jobs, string Scanner, IReadOnlyList<string> Modules, IReadOnlyList<LeftOutModule> LeftOut)
{
    /// <summary>What stands there for a malware scanner where there is none.</summary>
    public const string NotConfigured = "not-configured";

    /// <summary>As long as the platform is being prepared.</summary>
    public static HealthReport Preparing { get; } = new("preparing", "stopped", NotConfigured, [], []);

    /// <summary>Whether it can serve: without a module or the malware scanner the rest serves.</summary>
    public bool IsReady => Database == "well" && Jobs == "well";
}

/// <summary>A module that was left out, and why.</summary>
internal sealed record LeftOutModule(string Folder, IReadOnlyList<string> Problems);
