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

/// <summary>Grants mandates from a table: all rows, or none if a row has a problem.</summary>
[BodyLimit(MostBytes)]
[Needs(Permission.GrantMandates)]
internal sealed class ImportMandatesModel(MandateImportService mandates, PageTexts texts) : PageModel
{
    /// <summary>The number of problems shown.</summary>
    public const int MostShown = 100;

    /// <summary>Four times the limit of a table, so that a table that is somewhat too large gets an error message at its field.</summary>
    private const int MostBytes = MandateImportService.MostBytes * 4;

    /// <summary>The result of the import; null before the upload.</summary>
    public MandateImportReport? Report { get; private set; }

    /// <summary>The name of the file.</summary>
    public string FileName { get; private set; } = "";

    /// <summary>Whether to check the table without applying it; true by default.</summary>
    public bool OnlyCheck { get; private set; } = true;

    /// <summary>The reasons why the upload is not a valid table.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>Asks for a table.</summary>
    [RequireReauthentication]
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await mandates.MayImportAsync(HttpContext.Actor(), cancellationToken) ? Page() : NotFound();

    /// <summary>Checks the table, and applies it if requested and no row has a problem.</summary>
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
