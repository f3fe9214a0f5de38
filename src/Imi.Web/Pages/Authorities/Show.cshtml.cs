using Imi.Kernel.Features.HandOver;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.History;
using Imi.Kernel.Network.Mandates;
using Imi.Kernel.Network.Registration;
using Imi.Kernel.Network.Roles;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Authorities;

/// <summary>Shows an authority: names, contact details, mandates and coordinators.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class ShowModel(
    AuthorityDirectory directory,
    MandateService mandates,
    RegistrationService registrations,
    DataProtectionOfficerService officers,
    DeactivationService deactivations,
    DelegationService delegations,
    AuthorityHistoryQuery history,
    PageTexts texts
) : PageModel
{
    /// <summary>The authority.</summary>
    public Authority Authority { get; private set; } = null!;

    /// <summary>The coordinators of its country.</summary>
    public IReadOnlyList<Authority> Coordinators { get; private set; } = [];

    /// <summary>The region for which it is competent; null for the whole country.</summary>
    public Region? Region { get; private set; }

    /// <summary>Whether the person may grant mandates or roles.</summary>
    public bool MayGrant { get; private set; }

    /// <summary>Whether the person may correct the entry.</summary>
    public bool MayAmend { get; private set; }

    /// <summary>Whether the person may appoint data-protection officers.</summary>
    public bool MayAppoint { get; private set; }

    /// <summary>Whether the person may deactivate or reactivate the authority.</summary>
    public bool MayDeactivate { get; private set; }

    /// <summary>Whether the person may set the scope of the delegated coordinator.</summary>
    public bool MayDelegate { get; private set; }

    /// <summary>Why a coordinator of the country cannot change the authority; null if it can, or if the person is not a coordinator.</summary>
    public string? WhyNot { get; private set; }

    /// <summary>The regions of the country; empty if the page does not need them.</summary>
    public IReadOnlyList<Region> Regions { get; private set; } = [];

    /// <summary>A page of the history of the entry.</summary>
    public AuthorityHistory History { get; private set; } = null!;

    /// <summary>Whether the authority was just registered.</summary>
    public bool IsRegistered { get; private set; }

    /// <summary>Whether the authority was just registered or corrected.</summary>
    public bool IsSaved { get; private set; }

    /// <summary>Shows the authority.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, bool registered, bool saved, Guid? before, CancellationToken cancellationToken)
    {
        if (await directory.FindAsync(id, cancellationToken) is not { } authority)
            return NotFound();
        if (authority.MergedIntoId is { } into)
            return LocalRedirectPermanent($"/authorities/{into}");
        Authority = authority;
        Regions =
            authority.Region is null && authority.Kind != AuthorityKind.DelegatedCoordinator
                ? []
                : await directory.RegionsAsync(authority.Country, cancellationToken);
        Region = Regions.FirstOrDefault(one => one.Code == authority.Region);
        MayGrant = (await mandates.ModulesAsync(id, HttpContext.Actor(), cancellationToken)).Count > 0;
        MayAmend = await registrations.EntryAsync(id, HttpContext.Actor(), cancellationToken) is not null;
        MayAppoint = await officers.FindAsync(id, HttpContext.Actor(), cancellationToken) is not null;
        MayDeactivate = await deactivations.IsOfferedAsync(id, HttpContext.Actor(), cancellationToken);
        MayDelegate =
            authority.Kind == AuthorityKind.DelegatedCoordinator && await delegations.FindAsync(id, HttpContext.Actor(), cancellationToken) is not null;
        if (!MayGrant && !MayAmend && await delegations.WhyNotAsync(id, HttpContext.Actor(), cancellationToken) is { } reason)
        {
            var coordinator = reason.Values.Values.OfType<Guid>().ToList();
            WhyNot = texts.Reason(reason, await directory.FindAsync(coordinator, cancellationToken), new Dictionary<Guid, string>());
        }

        History = await history.ReadAsync(id, before, MayAmend, texts.Language, cancellationToken);
        (IsRegistered, IsSaved) = (registered, registered || saved);
        Coordinators = await directory.CoordinatorsAsync(authority.Country, null, cancellationToken);
        return Page();
    }
}
