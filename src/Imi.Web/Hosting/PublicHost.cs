namespace Imi.Web.Hosting;

/// <summary>
/// Serves the platform only at its public address: requests for other hosts are refused, and the scheme is that of the public address even if the proxy does
/// not forward it. So no link, redirect or cookie depends on what a request claims.
/// </summary>
internal static class PublicHost
{
    /// <summary>Refuses requests for other hosts, except health probes, which use network addresses.</summary>
    public static Task InvokeAsync(HttpContext context, WebSettings settings, RequestDelegate next)
    {
        if (settings.IsHttps)
            context.Request.Scheme = Uri.UriSchemeHttps;
        if (settings.AllowedHosts.Contains(context.Request.Host.Host, StringComparer.OrdinalIgnoreCase) || context.Request.Path == Health.Ready)
            return next(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }

    /// <summary>Returns the name of a cookie. With HTTPS it has the <c>__Host-</c> prefix, which binds the cookie to this host and to HTTPS.</summary>
    public static string CookieName(this WebSettings settings, string name) => settings.IsHttps ? $"__Host-{name}" : name;

    /// <summary>Secures a cookie that the framework writes.</summary>
    public static void Protect(this CookieBuilder cookie, WebSettings settings, string name)
    {
        cookie.Name = settings.CookieName(name);
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = settings.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    }
}
