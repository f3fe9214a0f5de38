using System.Diagnostics;
using Imi.Kernel.Foundation.Telemetry;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Imi.Web.Hosting;

/// <summary>Describes the span of a request by method, route and status: the route is a template, in which no id stands.</summary>
internal static class RequestSpans
{
    private const string OtherMethod = "_OTHER";

    private static readonly string[] Methods =
    [
        HttpMethods.Get,
        HttpMethods.Head,
        HttpMethods.Post,
        HttpMethods.Put,
        HttpMethods.Patch,
        HttpMethods.Delete,
        HttpMethods.Options,
    ];

    /// <summary>Lets the request on, and describes it when it is answered.</summary>
    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        finally
        {
            if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span)
                Describe(span, context);
        }
    }

    private static void Describe(Activity span, HttpContext context)
    {
        var method = Array.Find(Methods, known => HttpMethods.Equals(known, context.Request.Method)) ?? OtherMethod;
        var route = RouteOf(context);
        span.DisplayName = route is null ? method : $"{method} {route}";
        span.SetTag(TelemetryTags.HttpMethod, method);
        span.SetTag(TelemetryTags.HttpRoute, route);
        span.SetTag(TelemetryTags.HttpStatus, context.Response.StatusCode);
        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            span.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>The route of the requested page, also if an error page answers; null if no route matches.</summary>
    private static string? RouteOf(HttpContext context)
    {
        var asked =
            context.Features.Get<IExceptionHandlerFeature>()?.Endpoint
            ?? context.Features.Get<IStatusCodeReExecuteFeature>()?.Endpoint
            ?? context.GetEndpoint();
        return (asked as RouteEndpoint)?.RoutePattern.RawText;
    }
}
