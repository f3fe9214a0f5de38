using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Registration;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Authorities;

/// <summary>Corrects the registry entry of an authority: names, languages and contact details.</summary>
[Needs(Permission.AmendEntry)]
internal sealed class EntryModel(RegistrationService registrationService, AuthorityDirectory directory, PageTexts texts) : PageModel
{
    /// <summary>The id of the authority.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The form.</summary>
    public RegistrationForm Form { get; private set; } = null!;

    /// <summary>The entry as saved by somebody else meanwhile; null if nobody changed it.</summary>
    public AuthorityEntry? Current { get; private set; }

    /// <summary>Shows the entry.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await registrationService.EntryAsync(Id, HttpContext.Actor(), cancellationToken) is not { } entry)
            return NotFound();
        Form = new RegistrationForm(
            entry,
            await NameLanguagesAsync(entry, cancellationToken),
            [],
            await directory.RegionsAsync(entry.Country, cancellationToken),
            ErrorSummary.Nothing
        );
        return Page();
    }

    /// <summary>Saves the entry, or shows the errors.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await registrationService.EntryAsync(Id, HttpContext.Actor(), cancellationToken) is not { } before)
            return NotFound();
        var entry = RegistrationForm.Read(await Request.ReadFormAsync(cancellationToken), Id, before.Country);
        var outcome = await registrationService.AmendAsync(entry, HttpContext.Actor(), cancellationToken);
        if (outcome.IsDone)
            return LocalRedirect($"/authorities/{Id}?saved=true");
        if (outcome.Kind == OutcomeKind.NotFound || await registrationService.EntryAsync(Id, HttpContext.Actor(), cancellationToken) is not { } now)
            return NotFound();
        if (outcome.Kind == OutcomeKind.Conflict)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            (entry, Current) = (entry with { Revision = now.Revision }, now);
        }

        Form = new RegistrationForm(
            entry,
            await NameLanguagesAsync(now, cancellationToken),
            [],
            await directory.RegionsAsync(now.Country, cancellationToken),
            ErrorSummary.Of(outcome, texts)
        );
        return Page();
    }

    private async Task<IReadOnlyList<string>> NameLanguagesAsync(AuthorityEntry entry, CancellationToken cancellationToken)
    {
        var countries = await directory.CountriesAsync(cancellationToken);
        return [.. (countries.GetValueOrDefault(entry.Country)?.Languages ?? []).Concat(entry.Names.Keys).Distinct(StringComparer.Ordinal)];
    }
}
