using System.Globalization;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Registration;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Authorities;

/// <summary>Searches the directory for the right authority in any language, with the reasons for each match and the coordinators in charge.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class IndexModel(
    AuthoritySearch finding,
    AuthorityDirectory directory,
    RegistrationService registrations,
    InvitationService invitations,
    MandateImportService mandates,
    ImportService imports,
    ModuleCatalogue catalogue,
    PageTexts texts
) : PageModel
{
    /// <summary>Words from a name, an area of competence or a place.</summary>
    [BindProperty(SupportsGet = true, Name = "search")]
    public string? Search { get; set; }

    /// <summary>The country.</summary>
    [BindProperty(SupportsGet = true, Name = "country")]
    public string? Country { get; set; }

    /// <summary>The region of the country.</summary>
    [BindProperty(SupportsGet = true, Name = "region")]
    public string? Region { get; set; }

    /// <summary>The module of a mandate.</summary>
    [BindProperty(SupportsGet = true, Name = "module")]
    public string? Module { get; set; }

    /// <summary>The capacity of a mandate.</summary>
    [BindProperty(SupportsGet = true, Name = "capacity")]
    public Capacity? Capacity { get; set; }

    /// <summary>A keyword of the module for which the authority is competent.</summary>
    [BindProperty(SupportsGet = true, Name = "keyword")]
    public string? Keyword { get; set; }

    /// <summary>Whether to include deactivated authorities.</summary>
    [BindProperty(SupportsGet = true, Name = "gone")]
    public bool Gone { get; set; }

    /// <summary>The number of results to skip.</summary>
    [BindProperty(SupportsGet = true, Name = "skip")]
    public int Skip { get; set; }

    /// <summary>The results and the coordinators in charge.</summary>
    public AuthoritySearchResult Found { get; private set; } = AuthoritySearchResult.None;

    /// <summary>The countries, in the reader's alphabetical order.</summary>
    public IReadOnlyList<string> Countries { get; private set; } = [];

    /// <summary>The modules.</summary>
    public IReadOnlyList<PolicyModule> Modules => catalogue.Modules;

    /// <summary>The keywords of the module; empty if no module is chosen.</summary>
    public IReadOnlyList<string> Keywords => catalogue.Find(Module ?? "")?.Keywords ?? [];

    /// <summary>Whether the person may register authorities.</summary>
    public bool MayRegister { get; private set; }

    /// <summary>Whether the person may invite authorities to register themselves.</summary>
    public bool MayInvite { get; private set; }

    /// <summary>Whether the person may grant mandates from a table.</summary>
    public bool MayGrant { get; private set; }

    /// <summary>The address of the next page; null on the last page.</summary>
    public string? Next => Found.Next is { } skip ? AddressWith("skip", skip.ToString(CultureInfo.InvariantCulture)) : null;

    /// <summary>The filters of the page, also used for downloads.</summary>
    private AuthorityFilter Query =>
        new()
        {
            Search = Search,
            Country = Given(Country),
            Region = Given(Region),
            Module = Given(Module),
            Capacity = Capacity,
            Keyword = Keywords.Contains(Keyword) ? Keyword : null,
            WithDeactivated = Gone,
            Skip = Skip,
            Language = texts.Language,
        };

    /// <summary>Returns the address that downloads the results as a table.</summary>
    public string Export(string format) => $"{AddressWith("handler", "Export")}&format={format}";

    /// <summary>Shows the results.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        MayRegister = (await registrations.PlacesAsync(HttpContext.Actor(), cancellationToken)).Count > 0;
        MayInvite = MayRegister && await invitations.HasCoordinatorsAsync(HttpContext.Actor(), cancellationToken);
        MayGrant = await mandates.MayImportAsync(HttpContext.Actor(), cancellationToken);
        Countries = [.. (await directory.CountryCodesAsync(cancellationToken)).OrderBy(texts.Country, StringComparer.Create(texts.Culture, ignoreCase: true))];
        Found = await finding.FindAsync(Query, cancellationToken);
    }

    /// <summary>Downloads all results as a table.</summary>
    public async Task<IActionResult> OnGetExportAsync(string? format, CancellationToken cancellationToken)
    {
        var found = imports.ExportAsync(finding.Understood(Query), cancellationToken);
        string[] modules = [.. catalogue.Modules.Select(module => module.Name)];
        if (format == "xlsx")
        {
            // The parts of a workbook refer to each other, so it is built in memory. Nothing is written to disk.
            using var workbook = new MemoryStream();
            await RegistryTable.WriteAsync(workbook, isWorkbook: true, found, modules, cancellationToken);
            return File(workbook.ToArray(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "authorities.xlsx");
        }

        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = "attachment; filename=authorities.csv";
        await RegistryTable.WriteAsync(Response.Body, isWorkbook: false, found, modules, cancellationToken);
        return new EmptyResult();
    }

    /// <summary>Returns the address of the first page with the current filters and one more value.</summary>
    private string AddressWith(string name, string value) =>
        "/authorities"
        + QueryString.Create(
            Request
                .Query.Where(one => one.Key is not ("skip" or "handler" or "format"))
                .SelectMany(one => one.Value.Select(given => KeyValuePair.Create(one.Key, given)))
                .Append(KeyValuePair.Create(name, (string?)value))
        );

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
