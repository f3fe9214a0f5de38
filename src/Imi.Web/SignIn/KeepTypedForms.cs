using System.Threading.RateLimiting;
using Imi.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace Imi.Web.SignIn;

/// <summary>
/// Saves a form that arrives after its session has ended, and redirects to the sign-in page. Only small forms of the platform's own pages that prove whose page
/// it was are read, a few at a time; nothing else is read from people who are not signed in.
/// </summary>
internal sealed class KeepTypedForms : IDisposable
{
    /// <summary>The request item that contains the id of the saved form after a language change on the sign-in page.</summary>
    public const string Item = "Imi.KeptForm";

    /// <summary>The field of the sign-in page's forms that passes the id on.</summary>
    public const string Field = "Kept";

    private const int AtOnce = 32;
    private readonly ConcurrencyLimiter _reading = new(new ConcurrencyLimiterOptions { PermitLimit = AtOnce, QueueLimit = 0 });

    /// <summary>Saves the form and redirects, or passes the request on.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!MayKeep(context) || await KeepAsync(context) is not { } kept)
        {
            await next(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = QueryHelpers.AddQueryString(
            "/sign-in",
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["returnUrl"] = context.Request.Path.Value, ["kept"] = kept }
        );
    }

    /// <inheritdoc/>
    public void Dispose() => _reading.Dispose();

    private static bool MayKeep(HttpContext context)
    {
        var request = context.Request;
        return HttpMethods.IsPost(request.Method)
            && request.HasFormContentType
            && request.ContentLength <= KeptForm.MostBytes
            && context.ActorOrNull() is null
            && IsOwn(request)
            && context.GetEndpoint()?.Metadata is { } endpoint
            && endpoint.GetMetadata<IAllowAnonymous>() is null
            && endpoint.GetMetadata<CompiledPageActionDescriptor>()?.HandlerMethods.Any(handler => HttpMethods.IsPost(handler.HttpMethod)) == true;
    }

    private async Task<string?> KeepAsync(HttpContext context)
    {
        using var lease = _reading.AttemptAcquire();
        if (!lease.IsAcquired)
            return null;
        var kept = context.RequestServices.GetRequiredService<KeptForm>();
        var form = await ReadAsync(context.Request);
        return kept.PersonOf(form) is { } person
            ? await kept.KeepAsync(context.Request.Path + context.Request.QueryString, form, person, context.RequestAborted)
            : null;
    }

    private static async Task<IFormCollection> ReadAsync(HttpRequest request)
    {
        try
        {
            return await request.ReadFormAsync(request.HttpContext.RequestAborted);
        }
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The form ends before its last field is complete.", broken);
        }
    }

    private static bool IsOwn(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
            return site == "same-origin";
        return Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin) && origin.Authority == request.Host.Value;
    }
}
