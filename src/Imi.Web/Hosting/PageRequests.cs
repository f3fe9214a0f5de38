using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Hosting;

/// <summary>
/// Refuses requests for which a page has no handler: 405 for a method, 404 for a handler name. Razor Pages would otherwise render the page without running a
/// handler, and so without the handler's checks.
/// </summary>
internal static class PageRequests
{
    private const string Handler = "handler";
    private const string ErrorPage = "/error";

    /// <summary>Lets the error page answer requests of every method.</summary>
    public static Task ReadErrorsAsync(HttpContext context, RequestDelegate next)
    {
        if (IsError(context) && !HttpMethods.IsPost(context.Request.Method))
            context.Request.Method = HttpMethods.Get;
        return next(context);
    }

    /// <summary>Refuses a request for which the page has no handler.</summary>
    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<CompiledPageActionDescriptor>() is not { } page || IsError(context))
            return next(context);
        var method = HttpMethods.IsHead(context.Request.Method) ? HttpMethods.Get : context.Request.Method;
        var handlers = page.HandlerMethods.Where(handler => HttpMethods.Equals(handler.HttpMethod, method)).ToList();
        if (handlers.Count == 0 && !(HttpMethods.IsGet(method) && page.HandlerMethods.Count == 0))
        {
            context.Response.Headers.Allow = string.Join(", ", MethodsOf(page));
            return RefuseAsync(context, StatusCodes.Status405MethodNotAllowed);
        }

        var asked = context.Request.RouteValues[Handler] as string ?? context.Request.Query[Handler].ToString();
        return
            handlers.Any(handler => string.Equals(handler.Name ?? "", asked, StringComparison.OrdinalIgnoreCase)) || (handlers.Count == 0 && asked.Length == 0)
            ? next(context)
            : RefuseAsync(context, StatusCodes.Status404NotFound);
    }

    private static IEnumerable<string> MethodsOf(CompiledPageActionDescriptor page)
    {
        var own = page
            .HandlerMethods.Select(handler => handler.HttpMethod.ToUpperInvariant())
            .Distinct(StringComparer.Ordinal)
            .DefaultIfEmpty(HttpMethods.Get)
            .ToList();
        return own.Contains(HttpMethods.Get) ? [.. own, HttpMethods.Head] : own;
    }

    private static bool IsError(HttpContext context) =>
        context.Request.Path == ErrorPage
        && (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null);

    private static Task RefuseAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
