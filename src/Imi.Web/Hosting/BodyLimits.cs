using System.Threading.RateLimiting;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;

namespace Imi.Web.Hosting;

/// <summary>
/// Bounds what is read of a request's body, for every page and endpoint alike. A form waits in memory, never in the temporary folder,
/// where the framework's form reader would put larger ones in clear. All large bodies together have a bound too.
/// </summary>
internal sealed class BodyLimits : IDisposable
{
    /// <summary>What a page reads that says nothing else.</summary>
    public const int Form = 4 * Megabyte;

    /// <summary>What is read of people who are not signed in.</summary>
    public const int OpenForm = 256 * 1024;

    private const int Megabyte = 1024 * 1024;

    /// <summary>How much all large bodies that wait in memory may have together, in megabytes.</summary>
    private const int LargeTogether = 512;

    /// <summary>How much is read beyond a limit, only to be able to say that it is too much.</summary>
    private const int MostThrownAway = 64 * Megabyte;

    private static readonly object Bounded = new();

    private readonly ConcurrencyLimiter _large = new(new ConcurrencyLimiterOptions { PermitLimit = LargeTogether, QueueLimit = 0 });

    /// <summary>Sets the bounds of the endpoint that was found, then goes on.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Items.ContainsKey(Bounded))
        {
            await next(context); // Called again to show an error, or after the language was changed: the body may be read already.
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

    /// <summary>Sets the bounds of a request whose form is read before its endpoint is known.</summary>
    /// <param name="context">The request.</param>
    /// <param name="most">How many bytes are read at most.</param>
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
    /// Answers that a body is too large. A browser shows the answer only when it was let send all: some more is read and thrown away.
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
        var said = endpoint?.Metadata.GetMetadata<BodyLimitAttribute>();
        var isApi = context.Request.Path.StartsWithSegments("/api");
        var isOpen =
            endpoint is null || said is null || (!isApi && context.ActorOrNull() is null) || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        return isOpen && !(said?.MostBytes <= OpenForm) ? new BodyLimitAttribute(OpenForm) : said!;
    }
}
