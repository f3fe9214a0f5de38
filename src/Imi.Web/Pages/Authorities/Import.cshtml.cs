using System.Globalization;
using System.Text;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Registration;
using Imi.Web.Hosting;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Authorities;

/// <summary>Imports a table of authorities: uploads it, shows its effects and problems, and applies it.</summary>
[BodyLimit(MostBytes)]
[Needs(Permission.RegisterAuthority, Permission.RegisterNationalCoordinator)]
internal sealed class ImportModel(ImportUploadService importUploadService, PageTexts texts) : PageModel
{
    /// <summary>The number of problems shown; the download contains all.</summary>
    public const int MostShown = 100;

    /// <summary>Far more than a table may have, so that a table that is somewhat too large gets an error message at its field.</summary>
    private const int MostBytes = ImportUploadService.MostBytes * 4;

    /// <summary>The id of the uploaded table; null before the upload.</summary>
    [BindProperty(SupportsGet = true, Name = "id")]
    public Guid? Id { get; set; }

    /// <summary>The uploaded table.</summary>
    public RegistryImport? Import { get; private set; }

    /// <summary>The effects of the import, planned or done.</summary>
    public ImportReport Report { get; private set; } = null!;

    /// <summary>The reasons why the upload is not a valid table.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>Asks for a table, or shows the effects of the uploaded one.</summary>
    [RequireReauthentication]
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (Id is not { } id)
            return await importUploadService.MayImportAsync(HttpContext.Actor(), cancellationToken) ? Page() : NotFound();
        if (await importUploadService.FindAsync(id, HttpContext.Actor(), cancellationToken) is not var (import, report))
            return NotFound();
        (Import, Report) = (import, report);
        return Page();
    }

    /// <summary>Uploads and checks a table. The registry does not change.</summary>
    public async Task<IActionResult> OnPostAsync(IFormFile? table, CancellationToken cancellationToken)
    {
        if (!await importUploadService.MayImportAsync(HttpContext.Actor(), cancellationToken))
            return NotFound();
        if (table is null)
        {
            Errors = new ErrorSummary([], [texts["import.choose"]], null, null);
            return Page();
        }

        await using var content = table.OpenReadStream();
        var outcome = await importUploadService.KeepAsync(content, table.FileName, HttpContext.Actor(), cancellationToken);
        if (outcome.Kind == OutcomeKind.NotFound)
            return NotFound();
        if (outcome.IsDone)
            return LocalRedirect($"/authorities/import?id={outcome.Value}");
        Errors = ErrorSummary.Of(outcome, texts);
        return Page();
    }

    /// <summary>Applies the uploaded table.</summary>
    public async Task<IActionResult> OnPostDoAsync(CancellationToken cancellationToken)
    {
        if (!await importUploadService.MayImportAsync(HttpContext.Actor(), cancellationToken))
            return NotFound();
        if (Id is not { } id)
            return LocalRedirect("/authorities/import");
        return (await importUploadService.ImportAsync(id, HttpContext.Actor(), cancellationToken)).IsDone
            ? LocalRedirect($"/authorities/import?id={id}")
            : NotFound();
    }

    /// <summary>Downloads all problems as a table.</summary>
    public async Task<IActionResult> OnGetProblemsAsync(CancellationToken cancellationToken)
    {
        if (!await importUploadService.MayImportAsync(HttpContext.Actor(), cancellationToken))
            return NotFound();
        if (Id is not { } id)
            return LocalRedirect("/authorities/import");
        if (await importUploadService.FindAsync(id, HttpContext.Actor(), cancellationToken) is not var (_, report))
            return NotFound();
        var lines = report
            .Problems.Select(problem => RegistryTable.Line([problem.Row.ToString(CultureInfo.InvariantCulture), ColumnOf(problem), texts.Error(problem.Error)]))
            .Prepend(RegistryTable.Line([texts["import.row"], texts["import.column"], texts["import.problem"]]));
        return File((byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Join("\r\n", lines))], "text/csv; charset=utf-8", "problems.csv");
    }

    /// <summary>Returns the name of a column in the table: names have a column for each language.</summary>
    public static string ColumnOf(ImportProblem problem) =>
        problem.Error.Field switch
        {
            "names" => "name.…",
            var field when field.StartsWith("names.", StringComparison.Ordinal) => $"name.{field["names.".Length..]}",
            var field => field,
        };
}
