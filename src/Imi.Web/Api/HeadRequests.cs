using Microsoft.AspNetCore.Http.Features;

namespace Imi.Web.Api;

/// <summary>Answers HEAD requests with the headers of GET and no body.</summary>
internal static class HeadRequests
{
    /// <summary>Runs the GET endpoint and discards the body.</summary>
    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await next(context);
            return;
        }

        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var dropped = new DroppedBody(body);
        context.Request.Method = HttpMethods.Get;
        context.Features.Set<IHttpResponseBodyFeature>(dropped);
        try
        {
            await next(context);
        }
        finally
        {
            context.Features.Set(body);
            context.Request.Method = HttpMethods.Head;
        }
    }

    /// <summary>Starts the response as the real body would, and discards all content.</summary>
    private sealed class DroppedBody(IHttpResponseBodyFeature inner) : StreamResponseBodyFeature(Stream.Null)
    {
        public override Task StartAsync(CancellationToken cancellationToken = default) => inner.StartAsync(cancellationToken);

        public override Task CompleteAsync() => inner.CompleteAsync();
    }
}
