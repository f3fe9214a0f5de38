using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Registration;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Authorities;

/// <summary>Lets a coordinator register an authority.</summary>
[Needs(Permission.RegisterAuthority, Permission.RegisterNationalCoordinator)]
internal sealed class RegisterModel(RegistrationService registrationService, AuthorityDirectory directory, TimeProvider time) : PageModel
{
    /// <summary>The countries in which the person may register authorities.</summary>
    public IReadOnlyList<RegistrationPlace> Places { get; private set; } = [];

    /// <summary>The chosen country, or the only possible one.</summary>
    public RegistrationPlace Place { get; private set; } = null!;

    /// <summary>The form.</summary>
    public RegistrationForm Form { get; private set; } = null!;

    /// <summary>Existing entries that may be the same authority.</summary>
    public IReadOnlyList<Authority> Alike { get; private set; } = [];

    /// <summary>Shows an empty form.</summary>
    public async Task<IActionResult> OnGetAsync(string? country, CancellationToken cancellationToken)
    {
        if (!await FindPlaceAsync(country, cancellationToken))
            return NotFound();
        var entry = new AuthorityEntry
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Country = Place.Country,
            Kind = Place.Kinds[0],
            Languages = Place.Languages,
        };
        Form = new RegistrationForm(entry, Place.Languages, Place.Kinds, await directory.RegionsAsync(Place.Country, cancellationToken), ErrorSummary.Nothing);
        return Page();
    }

    /// <summary>Registers the authority, or shows the errors.</summary>
    public async Task<IActionResult> OnPostAsync(string? country, Guid id, bool another, CancellationToken cancellationToken)
    {
        if (!await FindPlaceAsync(country, cancellationToken) || id == Guid.Empty)
            return NotFound();
        var entry = RegistrationForm.Read(await Request.ReadFormAsync(cancellationToken), id, Place.Country);
        var outcome = await registrationService.RegisterAsync(entry, another, HttpContext.Actor(), cancellationToken);
        if (outcome.Kind == OutcomeKind.NotFound)
            return NotFound();
        if (outcome.IsDone)
            return LocalRedirect($"/authorities/{id}?registered=true");
        if (outcome.Kind == OutcomeKind.Refused)
            Alike = await registrationService.AlikeAsync(entry, HttpContext.Actor(), cancellationToken);
        Form = new RegistrationForm(
            entry,
            Place.Languages,
            Place.Kinds,
            await directory.RegionsAsync(Place.Country, cancellationToken),
            new ErrorSummary(outcome.Errors, [], null, null)
        );
        return Page();
    }

    private async Task<bool> FindPlaceAsync(string? country, CancellationToken cancellationToken)
    {
        Places = await registrationService.PlacesAsync(HttpContext.Actor(), cancellationToken);
        if (Places.FirstOrDefault(place => country is null || place.Country == country) is not { } place)
            return false;
        Place = place;
        return true;
    }
}
