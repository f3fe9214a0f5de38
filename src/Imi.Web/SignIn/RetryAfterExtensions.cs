using System.Globalization;
using Imi.Kernel.Definitions.Forms;

namespace Imi.Web.SignIn;

/// <summary>Tells somebody when to try again: who tried too often, or who comes while many others sign in.</summary>
internal static class Waiting
{
    /// <summary>Answers with 429, or with 503 where it is the platform that is busy, and says when to try again.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="wait">How long to wait.</param>
    /// <param name="isBusy">Whether the platform is busy; else the person tried too often.</param>
    /// <param name="field">The field at which it is said.</param>
    /// <returns>What is said.</returns>
    public static FieldError SetRetryAfter(this HttpResponse response, TimeSpan wait, bool isBusy, string field)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        response.StatusCode = isBusy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return new FieldError(field, isBusy ? "account.sign-in.busy" : "account.sign-in.wait", "count", seconds);
    }
}
