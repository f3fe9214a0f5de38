using System.Globalization;
using Imi.Web.Api;
using Scalar.AspNetCore;

namespace Imi.Web.Hosting;

/// <summary>Adds security headers: no foreign or inline scripts, no frames, no referrer for other sites, no caching of content.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'{0}; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'";

    /// <summary>The API viewer has inline styles and starts with a script that only runs with the nonce of its response.</summary>
    private const string ViewerPolicy =
        "default-src 'none'; script-src 'self' 'nonce-{0}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        + "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; worker-src 'self' blob:";

    /// <summary>Adds the headers to the response.</summary>
    /// <param name="context">The request.</param>
    /// <param name="provider">The origin of the sign-in provider, to which forms may redirect; null if there is none.</param>
    /// <param name="next">The next middleware.</param>
    public static Task InvokeAsync(HttpContext context, string? provider, RequestDelegate next)
    {
        // The headers are written when the response starts, because an error page first clears all headers.
        context.Response.OnStarting(() =>
        {
            Write(context, provider);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static void Write(HttpContext context, string? provider)
    {
        var headers = context.Response.Headers;
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments(ImiApi.Viewer)
                ? string.Format(CultureInfo.InvariantCulture, ViewerPolicy, context.Items[ScalarOptions.NonceHttpContextItemKey])
                : string.Format(CultureInfo.InvariantCulture, Policy, provider is null ? "" : $" {provider}");
        }

        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        if (
            !context.Request.Path.StartsWithSegments("/lib")
            && !context.Request.Path.StartsWithSegments("/css")
            && !context.Request.Path.StartsWithSegments("/js")
        )
            headers.CacheControl = "no-cache, no-store";
    }
}
