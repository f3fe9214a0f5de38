using System.Diagnostics;
using Imi.Kernel.Persistence;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>Says what happened and what to do, with a reference number.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
internal sealed class ErrorModel(DatabaseFaults faults) : PageModel
{
    private static readonly HashSet<int> Known = [400, 403, 404, 405, 409, 413, 503];

    /// <summary>What it is about: a status code.</summary>
    public int Status { get; private set; } = StatusCodes.Status500InternalServerError;

    /// <summary>The key of the text that tells it.</summary>
    public string Key => Known.Contains(Status) ? $"web.error.{Status}" : "web.error.500";

    /// <summary>What the log knows it by.</summary>
    public string Reference => Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;

    /// <summary>Shows the page for any request.</summary>
    public void OnGet(int? status) => Tell(status);

    /// <summary>Shows the page for a form that failed.</summary>
    public void OnPost(int? status) => Tell(status);

    private void Tell(int? status)
    {
        if (HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error is { } error)
            Status = StatusOf(error);
        else if (status is >= 400 and < 600)
            Status = status.Value;
        Response.StatusCode = Status;
        if (Status == StatusCodes.Status503ServiceUnavailable)
            Response.Headers.RetryAfter = "10";
    }

    private int StatusOf(Exception error) => error switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        AntiforgeryValidationException => StatusCodes.Status400BadRequest,
        InvalidDataException => StatusCodes.Status413PayloadTooLarge,
        _ => faults.Of(error) is null or DatabaseFault.Duplicate ? StatusCodes.Status500InternalServerError : StatusCodes.Status503ServiceUnavailable,
    };
}
