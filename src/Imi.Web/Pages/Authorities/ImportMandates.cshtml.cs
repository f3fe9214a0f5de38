using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Registration;
using Imi.Web.Hosting;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Authorities;

/// <summary>Grants many mandates by a table: all of its rows, or none while one has a problem.</summary>
[BodyLimit(MostBytes)]
[Needs(Permission.GrantMandates)]
internal sealed class ImportMandatesModel(MandateImportService mandates, PageTexts texts) : PageModel
{
    /// <summary>The most problems that are shown at once.</summary>
    public const int MostShown = 100;

    /// <summary>Four times what a table may have: what is somewhat too large is refused at its field, with the true limit.</summary>
    private const int MostBytes = MandateImportService.MostBytes * 4;

    /// <summary>What became of the table; null while none was brought.</summary>
    public MandateImportReport? Report { get; private set; }

    /// <summary>The name of the table's file.</summary>
    public string FileName { get; private set; } = "";

    /// <summary>Whether the table is only checked: at first it is.</summary>
    public bool OnlyCheck { get; private set; } = true;

    /// <summary>Why what was brought is no table.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>Asks for a table.</summary>
    [RequireReauthentication]
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await mandates.MayImportAsync(HttpContext.Actor(), cancellationToken) ? Page() : NotFound();

    /// <summary>Checks a table, and grants what it says where that was wanted and no row has a problem.</summary>
    public async Task<IActionResult> OnPostAsync(IFormFile? table, bool onlyCheck, CancellationToken cancellationToken)
    {
        if (!await mandates.MayImportAsync(HttpContext.Actor(), cancellationToken))
            return NotFound();
        OnlyCheck = onlyCheck;
        if (table is null)
        {
            Errors = new ErrorSummary([], [texts["import.choose"]], null, null);
            return Page();
        }

        FileName = Path.GetFileName(table.FileName);
        if (table.Length > MandateImportService.MostBytes)
        {
            Errors = new ErrorSummary(
                [new FieldError("table", "registration.import.too-large", "most", MandateImportService.MostBytes / 1024 / 1024)],
                [],
                null,
                null
            );
            return Page();
        }

        using var bytes = new MemoryStream();
        await table.CopyToAsync(bytes, cancellationToken);
        var (rows, refusal) = RegistryTable.ReadMandates(bytes.ToArray(), table.FileName, MandateImportService.MostRows);
        if (rows is null)
            Errors = new ErrorSummary([refusal!], [], null, null);
        else
            Report = await mandates.ImportAsync(rows, onlyCheck, HttpContext.Actor(), cancellationToken);
        return Page();
    }
}
