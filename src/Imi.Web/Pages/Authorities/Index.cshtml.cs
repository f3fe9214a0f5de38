using Imi.Kernel.Access;
using Imi.Kernel.Modules;
using Imi.Kernel.Registry;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Authorities;

/// <summary>The directory of authorities: in any language, and who coordinates where.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class IndexModel(AuthorityDirectory directory, RegistrationDesk registrations, ModuleCatalogue catalogue, PageTexts texts) : PageModel
{
    /// <summary>Words of the name.</summary>
    [BindProperty(SupportsGet = true, Name = "search")]
    public string? Search { get; set; }

    /// <summary>The country.</summary>
    [BindProperty(SupportsGet = true, Name = "country")]
    public string? Country { get; set; }

    /// <summary>The module of a mandate.</summary>
    [BindProperty(SupportsGet = true, Name = "module")]
    public string? Module { get; set; }

    /// <summary>Whether those are shown too that take no part any more.</summary>
    [BindProperty(SupportsGet = true, Name = "gone")]
    public bool Gone { get; set; }

    /// <summary>Where the page before ended: country and code.</summary>
    [BindProperty(SupportsGet = true, Name = "after")]
    public string? After { get; set; }

    /// <summary>The authorities found.</summary>
    public AuthorityPage Found { get; private set; } = new([], false);

    /// <summary>Who coordinates in the country that is asked for.</summary>
    public IReadOnlyList<Authority> Coordinators { get; private set; } = [];

    /// <summary>The countries, in the reader's order.</summary>
    public IReadOnlyList<string> Countries { get; private set; } = [];

    /// <summary>The modules.</summary>
    public IReadOnlyList<PolicyModule> Modules => catalogue.Modules;

    /// <summary>Whether the person may register authorities.</summary>
    public bool MayRegister { get; private set; }

    /// <summary>Shows what is found.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        MayRegister = (await registrations.PlacesAsync(HttpContext.Actor(), cancellationToken)).Count > 0;
        Countries = [.. (await directory.CountryCodesAsync(cancellationToken)).OrderBy(texts.Country, StringComparer.Create(texts.Culture, ignoreCase: true))];
        var after = After?.Split('.', 2);
        Found = await directory.SearchAsync(
            new AuthorityQuery
            {
                Search = Search, Country = Country, WithDeactivated = Gone, Module = string.IsNullOrEmpty(Module) ? null : Module,
                After = after is { Length: 2 } ? new AuthorityCursor(after[0], after[1]) : null,
            },
            cancellationToken);
        if (!string.IsNullOrEmpty(Country))
            Coordinators = await directory.CoordinatorsAsync(Country, string.IsNullOrEmpty(Module) ? null : Module, cancellationToken);
    }
}
