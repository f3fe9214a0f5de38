using System.Diagnostics;
using Imi.Kernel.Foundation.Persistence;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>Says what happened and what to do, with a reference number.</summary>
[IgnoreAntiforgeryToken]
internal sealed class ErrorModel(DatabaseFaults faults) : PageModel
{
    private static readonly HashSet<int> Known = [400, 403, 404, 405, 409, 413, 503];

    /// <summary>What it is about: a status code.</summary>
    public int Status { get; private set; } = StatusCodes.Status500InternalServerError;

    /// <summary>The key of the text that tells it.</summary>
    public string Key => Known.Contains(Status) ? $"web.error.{Status}" : "web.error.500";

    /// <summary>What the log knows it by.</summary>
    public string Reference => Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;

    /// <summary>Where the form was sent that can be sent again as it is; null where there is none.</summary>
    public string? TryAgainAt { get; private set; }

    /// <summary>What was typed into that form: name and value.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Typed { get; private set; } = [];

    /// <summary>Read here: nothing is bound where the form that was posted cannot be read.</summary>
    private int? Asked => int.TryParse(Request.Query["status"], System.Globalization.CultureInfo.InvariantCulture, out var status) ? status : null;

    /// <summary>Shows the page for any request.</summary>
    public void OnGet() => Tell(Asked ?? StatusCodes.Status404NotFound);

    /// <summary>Shows the page for a form that failed. What cannot be kept now stays on the page, to be sent again; with its submission id it is done once.</summary>
    public async Task OnPostAsync(CancellationToken cancellationToken)
    {
        Tell(Asked == StatusCodes.Status400BadRequest ? await UnreadableAsync(cancellationToken) : Asked ?? StatusCodes.Status404NotFound);
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

    /// <summary>Where the form itself could not be read, all that the page knew was that its token was missing.</summary>
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

    private int StatusOf(Exception error) =>
        error switch
        {
            BadHttpRequestException bad => bad.StatusCode,
            AntiforgeryValidationException => StatusCodes.Status400BadRequest,
            InvalidDataException => StatusCodes.Status413PayloadTooLarge,
            _ => faults.Of(error) is null or DatabaseFault.Duplicate ? StatusCodes.Status500InternalServerError : StatusCodes.Status503ServiceUnavailable,
        };
}
