using System.Globalization;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.FileWithdrawal;
using Imi.Kernel.Network.Access;
using Imi.Web.Hosting;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Attaches files to an exchange and removes them from a draft, or shows why they are refused.</summary>
[BodyLimit(MostBytes)]
[Needs(Permission.ReadExchange, Permission.ReadWithoutPersonalData, Permission.SeeThatItExisted)]
internal sealed class FilesModel(ExchangeQuery reader, AttachmentService attachments, FileWithdrawalService withdrawals, PageTexts texts) : PageModel
{
    /// <summary>The size limit of an upload, in megabytes.</summary>
    public const int MostMegabytes = 60;

    private const int MostBytes = (MostMegabytes + 1) * 1024 * 1024;

    /// <summary>The id of the exchange.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The exchange as the person sees it.</summary>
    public ExchangeDetails Details { get; private set; } = null!;

    /// <summary>The files that were attached although others were refused.</summary>
    public IReadOnlyList<Guid> Attached { get; private set; } = [];

    /// <summary>The errors of the files.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>The address to return to: the review of a draft, or the exchange.</summary>
    public string Back => AddressOf(Id, Details.Exchange.Phase == Phase.Draft);

    /// <summary>Shows the files.</summary>
    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => ShowAsync(cancellationToken);

    /// <summary>Attaches each file independently, so that refusing one does not affect the others.</summary>
    [Needs(Permission.Contribute)]
    public async Task<IActionResult> OnPostAsync(List<IFormFile>? file, bool draft, CancellationToken cancellationToken)
    {
        if (file is not { Count: > 0 })
        {
            Errors = new ErrorSummary([], [texts["files.choose-one"]], null, null);
            return await ShowAsync(cancellationToken);
        }

        var attached = new List<Guid>();
        var refused = new List<(string Name, Outcome<Guid> Outcome)>();
        var key = FormPost.Key(Request.Form);
        for (var index = 0; index < file.Count; index++)
        {
            await using var bytes = file[index].OpenReadStream();
            SubmissionKey? ownKey = key is { } whole ? whole with { Key = string.Create(CultureInfo.InvariantCulture, $"{whole.Key}-{index}") } : null;
            var outcome = await attachments.AttachAsync(Id, file[index].FileName, bytes, HttpContext.Actor(), ownKey, cancellationToken);
            if (outcome.Kind == OutcomeKind.NotFound)
                return NotFound();
            if (outcome.IsDone)
                attached.Add(outcome.Value);
            else
                refused.Add((file[index].FileName, outcome));
        }

        if (refused.Count == 0)
            return LocalRedirect($"{AddressOf(Id, draft)}{(draft ? '&' : '?')}attached={string.Join(',', attached.Select(one => one.ToString("N")))}#files");
        Attached = attached;
        var shown = await ShowAsync(cancellationToken);
        if (Details is not null)
            Errors = new ErrorSummary(
                [],
                [.. refused.SelectMany(one => Explain(one.Outcome).Select(problem => texts["files.problem", ("name", one.Name), ("problem", problem)]))],
                null,
                Details.Module
            );
        return shown;
    }

    /// <summary>Removes a file from a draft.</summary>
    [Needs(Permission.Contribute)]
    public async Task<IActionResult> OnPostRemoveAsync(Guid file, CancellationToken cancellationToken)
    {
        var outcome = await withdrawals.RemoveAsync(Id, file, HttpContext.Actor(), null, cancellationToken);
        if (outcome.IsDone)
            return LocalRedirect($"{AddressOf(Id, isDraft: true)}&removed={file:N}#files");
        if (outcome.Kind == OutcomeKind.NotFound)
            return NotFound();
        var shown = await ShowAsync(cancellationToken);
        if (Details is not null)
            Errors = new ErrorSummary([], [.. Explain(outcome)], null, Details.Module);
        return shown;
    }

    private static string AddressOf(Guid id, bool isDraft) => isDraft ? $"/exchanges/{id}/edit?step={DraftSteps.Whole}" : $"/exchanges/{id}";

    private IEnumerable<string> Explain(Outcome<Guid> outcome) =>
        outcome
            .Errors.Select(error => texts.Error(error))
            .Concat(outcome.Reasons.Select(reason => texts.Reason(reason, Details.Authorities, Details.People, Details.Module)));

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(Id, HttpContext.Actor(), texts.Language, ExchangeViews.Page, cancellationToken) is not { } details)
            return NotFound();
        if (!details.Sight.ShowsCourse())
            return LocalRedirect($"/exchanges/{Id}");
        Details = details;
        return Page();
    }
}
