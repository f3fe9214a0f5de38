using Microsoft.AspNetCore.Http.Metadata;

namespace Imi.Web.Hosting;

/// <summary>Limits the request body of a page or an endpoint. Larger bodies are refused with 413.</summary>
/// <param name="mostBytes">The limit in bytes.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class BodyLimitAttribute(long mostBytes) : Attribute, IRequestSizeLimitMetadata
{
    /// <summary>The limit in bytes.</summary>
    public long MostBytes => mostBytes;

    /// <summary>Whether the endpoint streams the body; otherwise the body is buffered in memory.</summary>
    public bool IsStreamed { get; init; }

    /// <inheritdoc/>
    long? IRequestSizeLimitMetadata.MaxRequestBodySize => mostBytes;
}
