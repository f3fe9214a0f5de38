using System.Globalization;
using Imi.Web.Api;
using Scalar.AspNetCore;

namespace Imi.Web.Hosting;

/// <summary>Headers that keep pages to themselves: no foreign or inline script, no frames, no referrer, no cached content.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'";

    /// <summary>The API's viewer styles itself and starts with a script that only this answer's nonce lets run.</summary>
    private const string ViewerPolicy =
        "default-src 'none'; script-src 'self' 'nonce-{0}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        + "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; worker-src 'self' blob:";

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        if (context.Request.Path.StartsWithSegments(ImiApi.Viewer))
        {
            context.Response.OnStarting(() =>
            {
                headers.ContentSecurityPolicy = string.Format(CultureInfo.InvariantCulture, ViewerPolicy, context.Items[ScalarOptions.NonceHttpContextItemKey]);
                return Task.CompletedTask;
            });
        }

        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        if (!context.Request.Path.StartsWithSegments("/lib") && !context.Request.Path.StartsWithSegments("/css") && !context.Request.Path.StartsWithSegments("/js"))
            headers.CacheControl = "no-cache, no-store"; // As antiforgery writes it: anything else it overrides, with a warning for every page.
        return next(context);
    }
}
