using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Network.Access;
using Imi.Web.Hosting;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Asks for the machine translation of a file into the language of the person.</summary>
[Needs(Permission.ReadExchange)]
internal sealed class TranslateFileModel(ExchangeQuery reader, FileTranslationService translations, PageTexts texts) : PageModel
{
    /// <summary>The id of the exchange.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The id of the file.</summary>
    [BindProperty(SupportsGet = true, Name = "file")]
    public Guid FileId { get; set; }

    /// <summary>The exchange as the person sees it.</summary>
    public ExchangeDetails Details { get; private set; } = null!;

    /// <summary>The file.</summary>
    public AttachedFile Attached { get; private set; } = null!;

    /// <summary>The errors of the page.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>Asks for the language of the original.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken) ? Page() : NotFound();

    /// <summary>Requests the translation.</summary>
    public async Task<IActionResult> OnPostAsync(string? source, [FromServices] TranslationStart start, CancellationToken cancellationToken)
    {
        var scope = new TranslationScope(Id, texts.TranslationLanguage, FileId);
        var outcome = await translations.RequestAsync(scope, source ?? "", HttpContext.Actor(), FormPost.Key(Request.Form), cancellationToken);
        if (outcome.IsDone)
        {
            await start.BeginAsync(scope, cancellationToken);
            return LocalRedirect($"/exchanges/{Id}#files");
        }

        if (outcome.Kind == OutcomeKind.NotFound || !await LoadAsync(cancellationToken))
            return NotFound();
        Errors = new ErrorSummary(
            outcome.Errors,
            [.. outcome.Reasons.Select(why => texts.Reason(why, Details.Authorities, Details.People, Details.Module))],
            null,
            Details.Module
        );
        return Page();
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (
            await reader.ReadAsync(Id, HttpContext.Actor(), texts.Language, ExchangeViews.Page, cancellationToken) is not { } details
            || details.Files.FirstOrDefault(one => one.Id == FileId) is not { } file
        )
        {
            return false;
        }

        (Details, Attached) = (details, file);
        return true;
    }
}
