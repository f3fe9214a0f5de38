using System.Threading.RateLimiting;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;

namespace Imi.Web.Hosting;

/// <summary>
/// Limits request bodies for all pages and endpoints. Forms are buffered in memory, because the framework's form reader would write larger ones to the
/// temporary folder in clear. All large forms together are limited too.
/// </summary>
internal sealed class BodyLimits : IDisposable
{
    /// <summary>The limit of a page that declares none, in bytes.</summary>
    public const int Form = 4 * Megabyte;

    /// <summary>The limit for people who are not signed in, in bytes.</summary>
    public const int OpenForm = 256 * 1024;

    private const int Megabyte = 1024 * 1024;

    /// <summary>The memory for all large forms together, in megabytes.</summary>
    private const int LargeTogether = 512;

    /// <summary>The number of bytes read beyond a limit so that the browser shows the error, see <see cref="RefuseAsync"/>.</summary>
    private const int MostThrownAway = 64 * Megabyte;

    private static readonly object Bounded = new();

    private readonly ConcurrencyLimiter _large = new(new ConcurrencyLimiterOptions { PermitLimit = LargeTogether, QueueLimit = 0 });

    /// <summary>Applies the limit of the endpoint, then passes the request on.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Items.ContainsKey(Bounded))
        {
            await next(context); // This is a second pass, for an error page or after a language change: the body may have been read.
            return;
        }

        var limit = LimitOf(context);
        if (context.Request.ContentLength > limit.MostBytes && context.ActorOrNull() is not null)
        {
            context.Items.Add(Bounded, true);
            await RefuseAsync(context, limit.MostBytes);
            return;
        }

        if (limit.IsStreamed)
        {
            context.Items.Add(Bounded, true);
            BoundBody(context, limit.MostBytes);
            await next(context);
            return;
        }

        var most = (int)limit.MostBytes;
        Bound(context, most);
        if (most <= Form || context.ActorOrNull() is null || !HttpMethods.IsPost(context.Request.Method))
        {
            await next(context);
            return;
        }

        var wanted = Math.Min(context.Request.ContentLength ?? most, most);
        using var lease = _large.AttemptAcquire((int)((wanted + Megabyte - 1) / Megabyte));
        if (lease.IsAcquired)
        {
            await next(context);
            return;
        }

        context.Response.Headers.RetryAfter = "10";
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
    }

    /// <summary>Applies a limit to a request whose form is read before its endpoint is known.</summary>
    /// <param name="context">The request.</param>
    /// <param name="most">The limit in bytes.</param>
    public static void Bound(HttpContext context, int most)
    {
        context.Items[Bounded] = true;
        BoundBody(context, most);
        context.Features.Set<IFormFeature>(
            new FormFeature(
                context.Request,
                new FormOptions
                {
                    MemoryBufferThreshold = most + 1,
                    BufferBodyLengthLimit = most,
                    MultipartBodyLengthLimit = most,
                    ValueLengthLimit = most,
                }
            )
        );
    }

    /// <inheritdoc/>
    public void Dispose() => _large.Dispose();

    /// <summary>
    /// Refuses a body that is too large. Browsers only show the response if they could send everything, so a bounded rest is read and discarded.
    /// </summary>
    private static async Task RefuseAsync(HttpContext context, long most)
    {
        if (context.Request.ContentLength <= most + MostThrownAway)
        {
            BoundBody(context, most + MostThrownAway);
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        }

        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
    }

    private static void BoundBody(HttpContext context, long most)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
            server.MaxRequestBodySize = most;
    }

    private static BodyLimitAttribute LimitOf(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        var declared = endpoint?.Metadata.GetMetadata<BodyLimitAttribute>();
        var isApi = context.Request.Path.StartsWithSegments("/api");
        var isOpen =
            endpoint is null || declared is null || (!isApi && context.ActorOrNull() is null) || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        return isOpen && !(declared?.MostBytes <= OpenForm) ? new BodyLimitAttribute(OpenForm) : declared!;
    }
}
