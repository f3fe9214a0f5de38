using Imi.Kernel.Exchanges;
using Imi.Kernel.Network.Access;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Net.Http.Headers;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Downloads a file. It is always saved, never rendered by the browser as a page of the platform.</summary>
[Needs(Permission.ReadExchange)]
internal sealed class FileModel(AttachmentService attachments) : PageModel
{
    /// <summary>Streams the file.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, Guid file, CancellationToken cancellationToken)
    {
        var outcome = await attachments.OpenAsync(id, file, HttpContext.Actor(), cancellationToken);
        if (outcome.Kind == OutcomeKind.Refused)
            return LocalRedirect($"/exchanges/{id}"); // The page of the exchange explains why.
        if (outcome.Value is not { } content)
            return NotFound();
        var disposition = new ContentDispositionHeaderValue(content.MayShowInline ? "inline" : "attachment");
        disposition.SetHttpFileName(content.Name);
        Response.Headers.ContentDisposition = disposition.ToString();
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        Response.ContentType = content.ContentType;
        Response.ContentLength = content.Size;
        await content.CopyToAsync(Response.Body, cancellationToken);
        return new EmptyResult();
    }
}
