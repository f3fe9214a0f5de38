namespace Imi.Web.Hosting;

/// <summary>Whether the platform is well: for operators' tools, and in words on the health page. Nothing secret.</summary>
internal static class Health
{
    /// <summary>Where it says how the parts are.</summary>
    public const string Ready = "/health/ready";

    private const string Live = "/health/live";

    /// <summary>Registers what looks.</summary>
    public static IServiceCollection AddImiHealth(this IServiceCollection services) =>
        services.AddSingleton<HealthMemory>().AddScoped<HealthProblemQuery>().AddScoped<HealthService>();

    /// <summary>Says that the process lives, in front of everything that could keep it from saying so.</summary>
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

    /// <summary>Answers with a report.</summary>
    public static Task AnswerAsync(HttpContext context, HealthReport report)
    {
        context.Response.StatusCode = report.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsJsonAsync(report, context.RequestAborted);
    }
}

/// <summary>That the process answers.</summary>
internal sealed record Liveness(string Status);
