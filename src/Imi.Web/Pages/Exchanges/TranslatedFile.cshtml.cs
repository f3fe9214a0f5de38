using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Network.Access;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Net.Http.Headers;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Downloads the machine translation of a file. It is always saved, never rendered by the browser as a page of the platform.</summary>
[Needs(Permission.ReadExchange)]
internal sealed class TranslatedFileModel(FileTranslationService translations, PageTexts texts) : PageModel
{
    /// <summary>Sends the translation.</summary>
    /// <param name="id">The exchange.</param>
    /// <param name="file">The file.</param>
    /// <param name="target">The target language; null for the language of the page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IActionResult> OnGetAsync(Guid id, Guid file, string? target, CancellationToken cancellationToken)
    {
        var scope = new TranslationScope(id, target ?? texts.TranslationLanguage, file);
        var outcome = await translations.OpenAsync(scope, HttpContext.Actor(), texts.Language, cancellationToken);
        if (outcome.Kind == OutcomeKind.Refused)
            return LocalRedirect($"/exchanges/{id}"); // The page of the exchange explains why.
        if (outcome.Value is not { } content)
            return NotFound();
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(content.Name);
        Response.Headers.ContentDisposition = disposition.ToString();
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        Response.ContentType = content.ContentType;
        Response.ContentLength = content.Size;
        await content.CopyToAsync(Response.Body, cancellationToken);
        return new EmptyResult();
    }
}
