using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.FileWithdrawal;
using Imi.Kernel.Network.Access;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Withdraws a file after sending, with a reason.</summary>
[Needs(Permission.ReadExchange)]
internal sealed class WithdrawFileModel(ExchangeQuery reader, FileWithdrawalService withdrawals, PageTexts texts, TimeProvider time) : PageModel
{
    /// <summary>The id of the exchange.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The id of the file.</summary>
    [BindProperty(SupportsGet = true, Name = "file")]
    public Guid FileId { get; set; }

    /// <summary>The exchange as the person sees it.</summary>
    public ExchangeDetails Details { get; private set; } = null!;

    /// <summary>The attached file.</summary>
    public AttachedFile Attached { get; private set; } = null!;

    /// <summary>The reason as typed.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>The id of the submission.</summary>
    public string Submission => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    /// <summary>The errors of the page.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>Asks for the reason.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
            return NotFound();
        return Details.Exchange.Phase == Phase.Draft || !Attached.MayTakeBack ? LocalRedirect($"/exchanges/{Id}#files") : Page();
    }

    /// <summary>Withdraws the file.</summary>
    [Needs(Permission.Contribute)]
    public async Task<IActionResult> OnPostAsync(string? reason, CancellationToken cancellationToken)
    {
        Reason = reason ?? "";
        var outcome = await withdrawals.WithdrawAsync(Id, FileId, Reason, HttpContext.Actor(), FormPost.Key(Request.Form), cancellationToken);
        if (outcome.IsDone)
            return LocalRedirect($"/exchanges/{Id}?withdrawn={FileId:N}#files");
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
