using System.Globalization;
using Imi.Kernel.Definitions.Forms;

namespace Imi.Web.SignIn;

/// <summary>Tells clients when to retry.</summary>
internal static class Waiting
{
    /// <summary>Sets the status to 429, or to 503 if the platform is busy, and the <c>Retry-After</c> header.</summary>
    /// <param name="response">The response.</param>
    /// <param name="wait">How long to wait.</param>
    /// <param name="isBusy">Whether the platform is busy; otherwise the person made too many attempts.</param>
    /// <param name="field">The field at which the error is shown.</param>
    /// <returns>The error to show.</returns>
    public static FieldError SetRetryAfter(this HttpResponse response, TimeSpan wait, bool isBusy, string field)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        response.StatusCode = isBusy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return new FieldError(field, isBusy ? "account.sign-in.busy" : "account.sign-in.wait", "count", seconds);
    }
}
