using Imi.Kernel.Access;
using Imi.Kernel.Exchanges;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <summary>
/// Attaches a file to an exchange; what is refused is told here. The file waits in memory until it is encrypted: the form
/// reader's buffer on disk would hold it in clear.
/// </summary>
[RequestSizeLimit(MostBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = MostBytes, MemoryBufferThreshold = MostBytes)]
[Needs(Permission.ReadExchange, Permission.ReadWithoutPersonalData, Permission.SeeThatItExisted)]
internal sealed class FilesModel(ExchangeReader reader, ContributionDesk contributions, PageTexts texts) : PageModel
{
    private const int MostBytes = 22 * 1024 * 1024;

    /// <summary>The exchange.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The exchange as the person sees it.</summary>
    public ExchangeDetails Details { get; private set; } = null!;

    /// <summary>What is wrong with the file.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>Shows the files.</summary>
    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => ShowAsync(cancellationToken);

    /// <summary>Attaches a file.</summary>
    [Needs(Permission.Contribute)]
    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            Errors = new ErrorSummary([], [texts["web.files.choose-one"]], null, null);
            return await ShowAsync(cancellationToken);
        }

        await using var bytes = file.OpenReadStream();
        var outcome = await contributions.AttachAsync(Id, file.FileName, bytes, HttpContext.Actor(), FormPost.Key(Request.Form), cancellationToken);
        if (outcome.IsDone)
            return LocalRedirect($"/exchanges/{Id}?done={KernelActions.Attach}");
        if (outcome.Kind == OutcomeKind.NotFound)
            return NotFound();
        var shown = await ShowAsync(cancellationToken);
        if (Details is not null)
        {
            Errors = new ErrorSummary(
                outcome.Errors, [.. outcome.Reasons.Select(reason => texts.Reason(reason, Details.Authorities, Details.People, Details.Module))], null, Details.Module)
            {
                Href = _ => "#file",
            };
        }

        return shown;
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(Id, HttpContext.Actor(), texts.Language, "view", cancellationToken) is not { } details)
            return NotFound();
        if (details.Sight == Sight.Shell)
            return LocalRedirect($"/exchanges/{Id}");
        Details = details;
        return Page();
    }
}
