namespace Imi.Web.Hosting;

/// <summary>Reports the health of the platform to monitoring tools. The reports contain nothing secret.</summary>
internal static class Health
{
    /// <summary>The path of the readiness report.</summary>
    public const string Ready = "/health/ready";

    private const string Live = "/health/live";

    /// <summary>Registers the health services.</summary>
    public static IServiceCollection AddImiHealth(this IServiceCollection services) =>
        services.AddSingleton<HealthMemory>().AddScoped<HealthProblemQuery>().AddScoped<HealthService>();

    /// <summary>Maps the liveness check, before any middleware that could block it.</summary>
    public static void UseImiLiveness(this IApplicationBuilder app) =>
        app.MapWhen(
            context => context.Request.Path == Live,
            live => live.Run(context => context.Response.WriteAsJsonAsync(new Liveness("live"), context.RequestAborted))
        );

    /// <summary>Maps <see cref="Ready"/>.</summary>
    public static void MapImiHealth(this IEndpointRouteBuilder endpoints) =>
        endpoints
            .MapGet(
                Ready,
                async (HealthService healthService, HttpContext context, CancellationToken cancellationToken) =>
                    await AnswerAsync(context, await healthService.CheckAsync(cancellationToken))
            )
            .ExcludeFromDescription();

    /// <summary>Writes a report, with 503 if the platform is not ready.</summary>
    public static Task AnswerAsync(HttpContext context, HealthReport report)
    {
        context.Response.StatusCode = report.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsJsonAsync(report, context.RequestAborted);
    }
}

/// <summary>The liveness report.</summary>
internal sealed record Liveness(string Status);
