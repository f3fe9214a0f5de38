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

/// <summary>Where whoever registers authorities brings a table of them, sees what it would do and what is wrong, and imports it.</summary>
[BodyLimit(MostBytes)]
[Needs(Permission.RegisterAuthority, Permission.RegisterNationalCoordinator)]
internal sealed class ImportModel(ImportUploadService importUploadService, PageTexts texts) : PageModel
{
    /// <summary>The most problems that are shown at once; all are in the download.</summary>
    public const int MostShown = 100;

    /// <summary>So much more than a table may have that whoever exceeds it is told, not cut off.</summary>
    private const int MostBytes = ImportUploadService.MostBytes * 4;

    /// <summary>The table that was brought; null while none was.</summary>
    [BindProperty(SupportsGet = true, Name = "id")]
    public Guid? Id { get; set; }

    /// <summary>The table as it is kept.</summary>
    public RegistryImport? Import { get; private set; }

    /// <summary>What it would do, or did.</summary>
    public ImportReport Report { get; private set; } = null!;

    /// <summary>Why what was brought is no table.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>Asks for a table, or shows what the one that was brought would do.</summary>
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

    /// <summary>Takes a table and looks at it; nothing of the registry changes.</summary>
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
        var (id, refusal) = await importUploadService.KeepAsync(content, table.FileName, HttpContext.Actor(), cancellationToken);
        if (id is { } kept)
            return LocalRedirect($"/authorities/import?id={kept}");
        Errors = new ErrorSummary([refusal!], [], null, null);
        return Page();
    }

    /// <summary>Imports the table that was looked at.</summary>
    public async Task<IActionResult> OnPostDoAsync(CancellationToken cancellationToken)
    {
        if (!await importUploadService.MayImportAsync(HttpContext.Actor(), cancellationToken))
            return NotFound();
        if (Id is not { } id)
            return LocalRedirect("/authorities/import");
        return await importUploadService.ImportAsync(id, HttpContext.Actor(), cancellationToken) is null ? NotFound() : LocalRedirect($"/authorities/import?id={id}");
    }

    /// <summary>Hands out every problem as a table.</summary>
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

    /// <summary>The column as the table calls it: names stand in one for each language.</summary>
    public static string ColumnOf(ImportProblem problem) =>
        problem.Error.Field switch
        {
            "names" => "name.…",
            var field when field.StartsWith("names.", StringComparison.Ordinal) => $"name.{field["names.".Length..]}",
            var field => field,
        };
}
