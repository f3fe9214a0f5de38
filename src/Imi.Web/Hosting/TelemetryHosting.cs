using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Imi.Kernel.Foundation.Telemetry;
using Microsoft.Net.Http.Headers;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Imi.Web.Hosting;

/// <summary>Hands metrics and traces over to a collector and to Prometheus, where the settings name one. Neither holds personal data.</summary>
internal static class TelemetryHosting
{
    /// <summary>Where Prometheus reads the metrics.</summary>
    public const string Metrics = "/metrics";

    private const string Service = "imi-platform";
    private const string Bearer = "Bearer ";

    /// <summary>What ASP.NET Core calls the source of the spans of requests.</summary>
    private const string Requests = "Microsoft.AspNetCore";

    private static readonly string[] Meters =
    [
        ImiTelemetry.Name,
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.RateLimiting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "System.Runtime",
    ];

    /// <summary>Registers what collects and exports; nothing where no setting asks for it.</summary>
    public static IServiceCollection AddImiTelemetry(this IServiceCollection services, TelemetrySettings settings)
    {
        if (!settings.IsOn)
            return services;
        services.AddHostedService<StateMetrics>();
        var telemetry = services
            .AddOpenTelemetry()
            .ConfigureResource(resource =>
                resource.AddService(
                    Service,
                    serviceVersion: ImiTelemetry.Version,
                    autoGenerateServiceInstanceId: false,
                    serviceInstanceId: Environment.MachineName
                )
            )
            .WithMetrics(metrics => Measure(metrics, settings));
        if (settings.Collector is null)
            return services;
        services.AddSingleton<DistributedContextPropagator, OwnTraces>();
        telemetry.WithTracing(traces =>
            traces
                .AddSource(ImiTelemetry.Name, Requests)
                .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(settings.TracedShare)))
                .AddProcessor(new SpanCleaner())
                .AddOtlpExporter(exporter => Address(exporter, settings, "traces"))
        );
        return services;
    }

    /// <summary>Answers Prometheus, and describes the spans of requests by their routes.</summary>
    public static void UseImiTelemetry(this IApplicationBuilder app, TelemetrySettings settings)
    {
        if (settings.ScrapeToken is { } token)
        {
            // Without the token the address is one that does not exist.
            var expected = SHA256.HashData(Encoding.UTF8.GetBytes(Bearer + token));
            app.UseOpenTelemetryPrometheusScrapingEndpoint(context => context.Request.Path == Metrics && Knows(context, expected));
        }

        if (settings.Collector is not null)
            app.Use(next => context => RequestSpans.InvokeAsync(context, next));
    }

    private static void Measure(MeterProviderBuilder metrics, TelemetrySettings settings)
    {
        metrics.AddMeter(Meters).AddView(_ => new MetricStreamConfiguration { TagKeys = [.. TelemetryTags.Allowed] });
        if (settings.ScrapeToken is not null)
            metrics.AddPrometheusExporter();
        if (settings.Collector is not null)
            metrics.AddOtlpExporter(exporter => Address(exporter, settings, "metrics"));
    }

    private static void Address(OtlpExporterOptions exporter, TelemetrySettings settings, string signal)
    {
        exporter.Protocol = settings.Protocol;
        exporter.Endpoint =
            settings.Protocol == OtlpExportProtocol.Grpc ? settings.Collector! : new Uri($"{settings.Collector!.AbsoluteUri.TrimEnd('/')}/v1/{signal}");
        if (settings.Headers is { } headers)
            exporter.Headers = headers;
    }

    private static bool Knows(HttpContext context, byte[] expected) =>
        CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(context.Request.Headers[HeaderNames.Authorization].ToString())),
            expected
        );
}
