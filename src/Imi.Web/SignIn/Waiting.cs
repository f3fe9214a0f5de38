using System.Globalization;

namespace Imi.Web.SignIn;

/// <summary>Tells whoever tried too often when the next try can be made.</summary>
internal static class Waiting
{
    /// <summary>Answers with 429 and when to try again.</summary>
    /// <returns>The seconds to wait.</returns>
    public static int AskToWait(this HttpResponse response, TimeSpan wait)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return seconds;
    }
}
