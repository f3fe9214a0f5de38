using Imi.Kernel.Definitions.Authoring;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.ModuleUploads;
using Imi.Kernel.Network.Access;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Modules;

/// <summary>Shows an uploaded policy area with its changes and forms, and activates or withdraws it.</summary>
[Needs(Permission.InstallModules)]
internal sealed class InstallationModel(ModuleUploadService moduleUploadService, ModuleDifference difference, PageTexts texts) : PageModel
{
    private string? _from;
    private string? _until;
    private string? _basis;

    /// <summary>The id of the upload.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The action that was just taken.</summary>
    public string? Done { get; private set; }

    /// <summary>The upload with its definitions.</summary>
    public UploadDetails Details { get; private set; } = null!;

    /// <summary>The changes, in words.</summary>
    public DifferenceInWords Difference { get; private set; } = DifferenceInWords.None;

    /// <summary>The errors of the page.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>Shows the upload.</summary>
    public Task<IActionResult> OnGetAsync(string? done, CancellationToken cancellationToken)
    {
        Done = done is "activated" or "withdrawn" ? done : null;
        return ShowAsync(cancellationToken);
    }

    /// <summary>Activates the policy area.</summary>
    public async Task<IActionResult> OnPostActivateAsync(string? from, string? until, string? basis, bool replaces, CancellationToken cancellationToken)
    {
        (_from, _until, _basis) = (from ?? "", until ?? "", basis ?? "");
        if (!string.IsNullOrEmpty(until) && Day(until) is null)
        {
            Errors = new ErrorSummary([new("until", "validation.not-a-date")], [], null, null);
            return await ShowAsync(cancellationToken);
        }

        return await AnswerAsync(
            await moduleUploadService.ActivateAsync(Id, Day(from), Day(until), basis ?? "", replaces, HttpContext.Actor(), cancellationToken),
            "activated",
            cancellationToken
        );
    }

    /// <summary>Withdraws the policy area.</summary>
    public async Task<IActionResult> OnPostWithdrawAsync(CancellationToken cancellationToken) =>
        await AnswerAsync(await moduleUploadService.WithdrawAsync(Id, HttpContext.Actor(), cancellationToken), "withdrawn", cancellationToken);

    /// <summary>Returns the activation fields as typed, or as the definitions propose.</summary>
    public IEnumerable<(string Name, string Type, string Value)> Fields()
    {
        var pilot = Details.Result.Module?.Pilot;
        return
        [
            ("from", "date", _from ?? Written(pilot?.Launched ?? texts.Today)),
            ("until", "date", _until ?? Written(pilot?.Until)),
            .. pilot is null ? [] : ((string, string, string)[])[("basis", "text", _basis ?? pilot.Basis)],
        ];
    }

    private async Task<IActionResult> AnswerAsync(Outcome<Guid> outcome, string done, CancellationToken cancellationToken)
    {
        if (outcome.IsDone)
            return LocalRedirect($"/modules/uploads/{Id}?done={done}");
        Errors = new ErrorSummary(outcome.Errors, [.. outcome.Reasons.Select(reason => texts[reason.Key])], null, null);
        return await ShowAsync(cancellationToken);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        if (await moduleUploadService.FindAsync(Id, HttpContext.Actor(), cancellationToken) is not { } details)
            return NotFound();
        Details = details;
        if (details.Result.Module is { } module)
            Difference = difference.Between(details.Before, module, texts.Language);
        return Page();
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) ? day : null;

    private static string Written(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
