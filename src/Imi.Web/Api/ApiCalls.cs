using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Imi.Web.Api.Models;
using Imi.Web.Texts;
using Microsoft.AspNetCore.RateLimiting;

namespace Imi.Web.Api;

/// <summary>How many calls of the API a token has: so many a minute, and as many at once where none were made before.</summary>
internal static class ApiCalls
{
    /// <summary>The policy's name.</summary>
    public const string Policy = "api-calls";

    private const int Seconds = 60;

    /// <summary>Limits calls, token by token, on this node.</summary>
    /// <param name="limiter">What ASP.NET Core asks.</param>
    /// <param name="perMinute">How many calls a token has in a minute.</param>
    public static void Limit(RateLimiterOptions limiter, int perMinute)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = RefuseAsync;
        limiter.AddPolicy(Policy, context => RateLimitPartition.GetTokenBucketLimiter(TokenOf(context), _ => Bucket(perMinute)));
    }

    /// <summary>A minute's calls, given back evenly.</summary>
    private static TokenBucketRateLimiterOptions Bucket(int perMinute)
    {
        var atOnce = Math.Max(1, perMinute / Seconds);
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            QueueLimit = 0,
            AutoReplenishment = true,
            TokensPerPeriod = atOnce,
            ReplenishmentPeriod = TimeSpan.FromSeconds(atOnce * Seconds / (double)perMinute),
        };
    }

    /// <summary>Asked after the token was found right. Only its hash is held.</summary>
    private static string TokenOf(HttpContext context) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString())));

    private static async ValueTask RefuseAsync(OnRejectedContext refused, CancellationToken cancellationToken)
    {
        var wait = refused.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        var context = refused.HttpContext;
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var texts = context.RequestServices.GetRequiredService<PageTexts>();
        context.Response.Headers.ContentLanguage = texts.Language;
        var problem = context
            .RequestServices.GetRequiredService<ApiProblems>()
            .Plain(StatusCodes.Status429TooManyRequests, texts["api.too-many-calls", ("count", seconds)]);
        await problem.ExecuteAsync(context);
    }
}
