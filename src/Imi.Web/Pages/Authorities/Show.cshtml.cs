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

/// <summary>One authority: what it is called, how it is reached, what it may do, who coordinates it.</summary>
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

    /// <summary>Its country's coordinators.</summary>
    public IReadOnlyList<Authority> Coordinators { get; private set; } = [];

    /// <summary>The region that it works for; null for the whole country.</summary>
    public Region? Region { get; private set; }

    /// <summary>Whether the person may grant it or its people something.</summary>
    public bool MayGrant { get; private set; }

    /// <summary>Whether the person may correct its entry.</summary>
    public bool MayAmend { get; private set; }

    /// <summary>Whether the person may appoint its data-protection officers.</summary>
    public bool MayAppoint { get; private set; }

    /// <summary>Whether the person may deactivate it, or let it take part again.</summary>
    public bool MayDeactivate { get; private set; }

    /// <summary>Whether the person may say what it coordinates.</summary>
    public bool MayDelegate { get; private set; }

    /// <summary>Why the person, who coordinates in its country, does not look after it; null where that is not the matter.</summary>
    public string? WhyNot { get; private set; }

    /// <summary>The regions of its country, where they matter.</summary>
    public IReadOnlyList<Region> Regions { get; private set; } = [];

    /// <summary>What happened to its entry, a page of it.</summary>
    public AuthorityHistory History { get; private set; } = null!;

    /// <summary>Whether it was registered just now.</summary>
    public bool IsRegistered { get; private set; }

    /// <summary>Whether it was registered or corrected just now.</summary>
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
