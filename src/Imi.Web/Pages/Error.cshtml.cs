using System.Diagnostics;
using Imi.Kernel.Foundation.Persistence;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>Shows an error: what happened, what to do, and a reference number.</summary>
[IgnoreAntiforgeryToken]
internal sealed class ErrorModel(DatabaseFaults faults) : PageModel
{
    private static readonly HashSet<int> Known = [400, 403, 404, 405, 409, 413, 503];

    /// <summary>The HTTP status code.</summary>
    public int Status { get; private set; } = StatusCodes.Status500InternalServerError;

    /// <summary>The key of the error's text.</summary>
    public string Key => Known.Contains(Status) ? $"errors.page.{Status}" : "errors.page.500";

    /// <summary>The trace id under which the error is logged.</summary>
    public string Reference => Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;

    /// <summary>The address to which the failed form can be posted again; null if there is none.</summary>
    public string? TryAgainAt { get; private set; }

    /// <summary>The names and values of the failed form's fields.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Typed { get; private set; } = [];

    /// <summary>Parsed by hand, because model binding fails for a form that cannot be read.</summary>
    private int? Asked => int.TryParse(Request.Query["status"], System.Globalization.CultureInfo.InvariantCulture, out var status) ? status : null;

    /// <summary>Shows the page for requests without a form.</summary>
    public void OnGet() => Explain(Asked ?? StatusCodes.Status404NotFound);

    /// <summary>
    /// Shows the page for a form that failed. If the database is unavailable, the typed values stay on the page to be posted again; the submission id prevents
    /// a double effect.
    /// </summary>
    public async Task OnPostAsync(CancellationToken cancellationToken)
    {
        Explain(Asked == StatusCodes.Status400BadRequest ? await UnreadableAsync(cancellationToken) : Asked ?? StatusCodes.Status404NotFound);
        if (
            Status != StatusCodes.Status503ServiceUnavailable
            || !Request.HasFormContentType
            || HttpContext.Features.Get<IExceptionHandlerPathFeature>() is not { } failed
        )
            return;
        var form = await Request.ReadFormAsync(cancellationToken);
        if (form.Files.Count > 0)
            return;
        TryAgainAt = failed.Path + Request.QueryString;
        Typed =
        [
            .. form.Where(field => KeptForm.IsKept(failed.Path, field.Key))
                .SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? ""))),
        ];
    }

    /// <summary>Finds out why a form failed: an unreadable form first shows up as a missing antiforgery token.</summary>
    private async Task<int> UnreadableAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (Request.HasFormContentType)
                await Request.ReadFormAsync(cancellationToken);
            return StatusCodes.Status400BadRequest;
        }
        catch (BadHttpRequestException bad)
        {
            return bad.StatusCode;
        }
        catch (InvalidDataException)
        {
            return StatusCodes.Status413PayloadTooLarge;
        }
        catch (IOException)
        {
            return StatusCodes.Status400BadRequest;
        }
    }

    private void Explain(int? status)
    {
        if (HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error is { } error)
            Status = StatusOf(error);
        else if (status is >= 400 and < 600)
            Status = status.Value;
        Response.StatusCode = Status;
        if (Status == StatusCodes.Status503ServiceUnavailable)
            Response.Headers.RetryAfter = "10";
    }

    private int StatusOf(Exception error) =>
        error switch
        {
            BadHttpRequestException bad => bad.StatusCode,
            AntiforgeryValidationException => StatusCodes.Status400BadRequest,
            InvalidDataException => StatusCodes.Status413PayloadTooLarge,
            _ => faults.Of(error) is null or DatabaseFault.Duplicate ? StatusCodes.Status500InternalServerError : StatusCodes.Status503ServiceUnavailable,
        };
}
