using System.Globalization;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Features.FormerUsers;
using Imi.Kernel.Features.HandOver;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;
using Imi.Kernel.Network.Roles;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Authorities;

/// <summary>Lets a coordinator or administrator grant an authority's mandates in a policy area, and roles to its people.</summary>
[Needs(Permission.GrantRoles)]
internal sealed class MandatesModel(MandateService mandateService, PageTexts texts, TimeProvider time) : PageModel
{
    /// <summary>The id of the authority.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The policy area; by default the first one in which the person may grant something.</summary>
    [BindProperty(SupportsGet = true, Name = "module")]
    public string? ModuleName { get; set; }

    /// <summary>The policy areas in which the person may grant something.</summary>
    public IReadOnlyList<PolicyModule> Modules { get; private set; } = [];

    /// <summary>The mandates and roles that are granted, and those that can be.</summary>
    public Granting Granting { get; private set; } = null!;

    /// <summary>Whether something was just saved.</summary>
    public bool IsSaved { get; private set; }

    /// <summary>The result of removing a person; null if nobody was just removed.</summary>
    public UserEnding? Ending { get; private set; }

    /// <summary>The stand-in as typed: absent person, stand-in and last day.</summary>
    public (Guid? Absent, Guid? Person, string Until) StandIn { get; private set; }

    /// <summary>The code to hand over to a person who recovers the second factor, shown once; null if none was created.</summary>
    public (Guid Person, string Code)? RenewalCode { get; private set; }

    /// <summary>The errors of the page.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>The posted form; null if none was posted.</summary>
    public GrantingForm? Sent { get; private set; }

    /// <summary>The person who was just added; null if nobody was.</summary>
    [BindProperty(SupportsGet = true, Name = "welcomed")]
    public Guid? WelcomedId { get; set; }

    /// <summary>The person to add, as typed.</summary>
    public NewPerson Typed { get; private set; } = null!;

    /// <summary>Shows the mandates and roles.</summary>
    public async Task<IActionResult> OnGetAsync(bool saved, bool? former, int allocations, CancellationToken cancellationToken)
    {
        Typed ??= new NewPerson(Guid.CreateVersion7(time.GetUtcNow()), "", "", "", texts.Language, new HashSet<Role>());
        if (await mandateService.FindAsync(Id, ModuleName, HttpContext.Actor(), cancellationToken) is not { } granting)
            return NotFound();
        (Granting, Modules, IsSaved) = (granting, granting.Modules, saved);
        Typed = Typed with { HasSimpleView = Typed.HasSimpleView ?? granting.Authority.PeopleBeginInSimpleView };
        Ending = former is { } isFormer ? new UserEnding(isFormer, allocations) : null;
        return Page();
    }

    /// <summary>Saves the changed mandates, roles and setup, or nothing if something is wrong.</summary>
    public async Task<IActionResult> OnPostSaveAsync([FromServices] GrantingService grantings, CancellationToken cancellationToken)
    {
        var form = new GrantingForm(Request.Form);
        var change = new GrantingChange
        {
            Revision = form.Revision,
            Mandates = [.. form.Mandates],
            Roles = [.. form.Roles],
            Setup = form.Setup,
        };
        Sent = form;
        return await AnswerAsync(await grantings.SaveAsync(Id, ModuleName ?? "", change, HttpContext.Actor(), cancellationToken), cancellationToken);
    }

    /// <summary>Lets the country's central authority act for the authority, or ends it.</summary>
    public async Task<IActionResult> OnPostActingAsync(bool acts, [FromServices] ActingForService acting, CancellationToken cancellationToken) =>
        await AnswerAsync(await acting.SetAsync(Id, ModuleName ?? "", acts, HttpContext.Actor(), cancellationToken), cancellationToken);

    /// <summary>Suspends the authority's mandates in a procedure.</summary>
    [Needs(Permission.GrantMandates)]
    public async Task<IActionResult> OnPostSuspendAsync(
        string? procedure,
        SuspensionReason? reason,
        [FromServices] SuspensionService suspensions,
        CancellationToken cancellationToken
    ) =>
        await AnswerAsync(
            await suspensions.SuspendAsync(Id, ModuleName ?? "", procedure ?? "", reason, HttpContext.Actor(), cancellationToken),
            cancellationToken
        );

    /// <summary>Lifts the suspension.</summary>
    [Needs(Permission.GrantMandates)]
    public async Task<IActionResult> OnPostResumeAsync(string? procedure, [FromServices] SuspensionService suspensions, CancellationToken cancellationToken) =>
        await AnswerAsync(await suspensions.ResumeAsync(Id, ModuleName ?? "", procedure ?? "", HttpContext.Actor(), cancellationToken), cancellationToken);

    /// <summary>Appoints a stand-in for a colleague.</summary>
    public async Task<IActionResult> OnPostStandInAsync(
        Guid? absent,
        [FromForm(Name = "stand-in")] Guid? person,
        string? until,
        [FromServices] StandInService standIns,
        CancellationToken cancellationToken
    )
    {
        StandIn = (absent, person, until ?? "");
        DateOnly? day = DateOnly.TryParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) ? parsed : null;
        return await AnswerAsync(
            await standIns.AppointAsync(Id, ModuleName ?? "", absent, person, day, HttpContext.Actor(), cancellationToken),
            cancellationToken
        );
    }

    /// <summary>Removes a person from the authority. Without roles elsewhere, the person is no longer a user.</summary>
    [Needs(Permission.EndUsers)]
    public async Task<IActionResult> OnPostEndAsync(
        Guid person,
        EndReason? reason,
        [FromServices] FormerUserService formerUsers,
        CancellationToken cancellationToken
    )
    {
        var ended = await formerUsers.EndAsync(Id, person, reason, HttpContext.Actor(), cancellationToken);
        if (!ended.IsDone)
            return await AnswerAsync(ended, cancellationToken);
        return LocalRedirect($"{Address}&former={ended.Value!.IsFormer.ToString().ToLowerInvariant()}&allocations={ended.Value.Allocations}");
    }

    /// <summary>Starts the recovery of a person's second factor.</summary>
    [Needs(Permission.EndUsers)]
    public async Task<IActionResult> OnPostRenewAsync(Guid person, [FromServices] SecondFactorHelpService secondFactors, CancellationToken cancellationToken)
    {
        var sent = await secondFactors.RenewAsync(Id, person, HttpContext.Actor(), cancellationToken);
        if (sent.Value?.Code is not { } code)
            return await AnswerAsync(sent, cancellationToken);
        RenewalCode = (person, code);
        return await OnGetAsync(saved: false, former: null, allocations: 0, cancellationToken);
    }

    /// <summary>Adds a person, or shows the errors.</summary>
    public async Task<IActionResult> OnPostPersonAsync(
        Guid person,
        [FromForm(Name = "person-name")] string? name,
        string? email,
        [FromForm(Name = "user-name")] string? userName,
        string? language,
        bool simple,
        Role[] roles,
        CancellationToken cancellationToken
    )
    {
        Typed = new NewPerson(person, userName ?? "", name ?? "", email ?? "", language ?? "", roles.ToHashSet()) { HasSimpleView = simple };
        if (person == Guid.Empty)
            return NotFound();
        var outcome = await mandateService.AddPersonAsync(Id, ModuleName ?? "", Typed, HttpContext.Actor(), cancellationToken);
        return outcome.IsDone ? LocalRedirect($"{Address}&saved=true&welcomed={person}") : await AnswerAsync(outcome, cancellationToken);
    }

    private string Address => $"/authorities/{Id}/mandates?module={Uri.EscapeDataString(ModuleName ?? "")}";

    private async Task<IActionResult> AnswerAsync(Outcome outcome, CancellationToken cancellationToken)
    {
        if (outcome.IsDone)
            return LocalRedirect($"{Address}&saved=true");
        if (outcome.Kind == OutcomeKind.NotFound)
            return NotFound();
        if (outcome.Kind == OutcomeKind.Conflict)
            Response.StatusCode = StatusCodes.Status409Conflict;
        Errors = ErrorSummary.Of(outcome, texts);
        return await OnGetAsync(saved: false, former: null, allocations: 0, cancellationToken);
    }
}
