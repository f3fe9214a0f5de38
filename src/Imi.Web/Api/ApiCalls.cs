using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Imi.Web.Api.Models;
using Imi.Web.Texts;
using Microsoft.AspNetCore.RateLimiting;

namespace Imi.Web.Api;

/// <summary>Limits the API calls of each token: a steady rate a minute, with an initial burst of the same size.</summary>
internal static class ApiCalls
{
    /// <summary>The name of the rate-limiting policy.</summary>
    public const string Policy = "api-calls";

    private const int Seconds = 60;

    /// <summary>Adds a token-bucket limit for each access token. Each node counts on its own.</summary>
    /// <param name="limiter">The options of the ASP.NET Core rate limiter.</param>
    /// <param name="perMinute">The number of calls that a token has a minute.</param>
    public static void Limit(RateLimiterOptions limiter, int perMinute)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = RefuseAsync;
        limiter.AddPolicy(Policy, context => RateLimitPartition.GetTokenBucketLimiter(TokenOf(context), _ => Bucket(perMinute)));
    }

    /// <summary>Refills the bucket evenly over a minute.</summary>
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

    /// <summary>Partitions by the hash of the token, so that the limiter holds no token in clear. Authentication has already run.</summary>
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
