using Microsoft.AspNetCore.Http.Metadata;

namespace Imi.Web.Hosting;

/// <summary>How many bytes of a request's body a page or an endpoint reads at most: what is larger is answered by 413.</summary>
/// <param name="mostBytes">How many.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class BodyLimitAttribute(long mostBytes) : Attribute, IRequestSizeLimitMetadata
{
    /// <summary>How many bytes.</summary>
    public long MostBytes => mostBytes;

    /// <summary>Whether the endpoint works through the body piece by piece; else it waits in memory.</summary>
    public bool IsStreamed { get; init; }

    /// <inheritdoc/>
    long? IRequestSizeLimitMetadata.MaxRequestBodySize => mostBytes;
}
