namespace Imi.Web.Hosting;

/// <summary>
/// Serves the platform under its public address alone: a request for another host is refused, and whether people come by HTTPS is what
/// the public address says, also where the proxy in front does not tell. So no link, redirect or cookie depends on what a request claims.
/// </summary>
internal static class PublicHost
{
    /// <summary>Refuses requests for other hosts. Probes of the health address go by network address and are answered.</summary>
    public static Task InvokeAsync(HttpContext context, WebSettings settings, RequestDelegate next)
    {
        if (settings.IsHttps)
            context.Request.Scheme = Uri.UriSchemeHttps;
        if (settings.AllowedHosts.Contains(context.Request.Host.Host, StringComparer.OrdinalIgnoreCase) || context.Request.Path == Health.Ready)
            return next(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }

    /// <summary>What a cookie is called: with the prefix by which browsers take it from this host and by HTTPS alone, where people come by HTTPS.</summary>
    public static string CookieName(this WebSettings settings, string name) => settings.IsHttps ? $"__Host-{name}" : name;

    /// <summary>Protects a cookie that the framework writes.</summary>
    public static void Protect(this CookieBuilder cookie, WebSettings settings, string name)
    {
        cookie.Name = settings.CookieName(name);
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = settings.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    }
}
