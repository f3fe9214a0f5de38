using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Roles;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Authorities;

/// <summary>Appoints and dismisses the data-protection officers of an authority.</summary>
[Needs(Permission.AppointOfficers)]
internal sealed class OfficersModel(DataProtectionOfficerService dataProtectionOfficerService, PageTexts texts, TimeProvider time) : PageModel
{
    /// <summary>The id of the authority.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The appointed officers and the candidates.</summary>
    public Appointments Appointments { get; private set; } = null!;

    /// <summary>Whether something was just saved.</summary>
    public bool IsSaved { get; private set; }

    /// <summary>The errors of the page.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>The person to appoint, as typed.</summary>
    public NewPerson Typed { get; private set; } = null!;

    /// <summary>Shows the officers.</summary>
    public async Task<IActionResult> OnGetAsync(bool saved, CancellationToken cancellationToken)
    {
        Typed ??= new NewPerson(Guid.CreateVersion7(time.GetUtcNow()), "", "", "", texts.Language, new HashSet<Role>());
        if (await dataProtectionOfficerService.FindAsync(Id, HttpContext.Actor(), cancellationToken) is not { } appointments)
            return NotFound();
        (Appointments, IsSaved) = (appointments, saved);
        Typed = Typed with { HasSimpleView = Typed.HasSimpleView ?? appointments.Authority.PeopleBeginInSimpleView };
        return Page();
    }

    /// <summary>Appoints a person of the authority.</summary>
    public async Task<IActionResult> OnPostAppointAsync(Guid? person, CancellationToken cancellationToken) =>
        await AnswerAsync(await dataProtectionOfficerService.AppointAsync(Id, person, HttpContext.Actor(), cancellationToken), cancellationToken);

    /// <summary>Adds a new person and appoints them.</summary>
    public async Task<IActionResult> OnPostNewAsync(
        Guid person,
        [FromForm(Name = "person-name")] string? name,
        string? email,
        [FromForm(Name = "user-name")] string? userName,
        string? language,
        bool simple,
        CancellationToken cancellationToken
    )
    {
        Typed = new NewPerson(person, userName ?? "", name ?? "", email ?? "", language ?? "", new HashSet<Role>()) { HasSimpleView = simple };
        return await AnswerAsync(
            person == Guid.Empty ? Outcome.NotFound : await dataProtectionOfficerService.AppointNewAsync(Id, Typed, HttpContext.Actor(), cancellationToken),
            cancellationToken
        );
    }

    /// <summary>Ends an appointment.</summary>
    public async Task<IActionResult> OnPostDismissAsync(Guid person, CancellationToken cancellationToken) =>
        await AnswerAsync(await dataProtectionOfficerService.DismissAsync(Id, person, HttpContext.Actor(), cancellationToken), cancellationToken);

    private async Task<IActionResult> AnswerAsync(Outcome outcome, CancellationToken cancellationToken)
    {
        if (outcome.Kind == OutcomeKind.NotFound)
            return NotFound();
        if (outcome.IsDone)
            return LocalRedirect($"/authorities/{Id}/officers?saved=true");
        Errors = ErrorSummary.Of(outcome, texts);
        return await OnGetAsync(saved: false, cancellationToken);
    }
}
