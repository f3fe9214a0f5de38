using Imi.Kernel.Access;
using Imi.Kernel.Modules;
using Imi.Kernel.Registry;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Authorities;

/// <summary>Where a coordinator grants an authority its part in a policy area, and its people their roles.</summary>
internal sealed class MandatesModel(MandateDesk desk, PageTexts texts, TimeProvider time) : PageModel
{
    /// <summary>The authority.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The policy area; the first one that can be granted where none is named.</summary>
    [BindProperty(SupportsGet = true, Name = "module")]
    public string? ModuleName { get; set; }

    /// <summary>The policy areas in which something can be granted.</summary>
    public IReadOnlyList<PolicyModule> Modules { get; private set; } = [];

    /// <summary>What can be granted, and what is.</summary>
    public Granting Granting { get; private set; } = null!;

    /// <summary>Whether something was just kept.</summary>
    public bool IsSaved { get; private set; }

    /// <summary>What is wrong with the person who was to be added.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>The person to be added, as typed.</summary>
    public NewPerson Typed { get; private set; } = null!;

    /// <summary>Shows what the authority and its people may do.</summary>
    public async Task<IActionResult> OnGetAsync(bool saved, CancellationToken cancellationToken)
    {
        Typed ??= new NewPerson(Guid.CreateVersion7(time.GetUtcNow()), "", "", "", texts.Language, new HashSet<Role>());
        Modules = await desk.ModulesAsync(Id, HttpContext.Actor(), cancellationToken);
        if (Modules.Count == 0 || await desk.FindAsync(Id, ModuleName ?? Modules[0].Name, HttpContext.Actor(), cancellationToken) is not { } granting)
            return NotFound();
        (Granting, IsSaved) = (granting, saved);
        return Page();
    }

    /// <summary>Grants and ends mandates of a procedure.</summary>
    public async Task<IActionResult> OnPostMandatesAsync(
        string? procedure, Capacity[] capacities, Guid? coordinator, bool approvesRequests, bool approvesReplies, bool takesReferrals, CancellationToken cancellationToken) =>
        Answer(await desk.SetMandatesAsync(
            Id, ModuleName ?? "", procedure ?? "",
            new MandateSetting(capacities.ToHashSet(), coordinator, approvesRequests, approvesReplies, takesReferrals), HttpContext.Actor(), cancellationToken));

    /// <summary>Gives a person roles.</summary>
    public async Task<IActionResult> OnPostRolesAsync(Guid person, Role[] roles, CancellationToken cancellationToken) =>
        Answer(await desk.SetRolesAsync(Id, ModuleName ?? "", person, roles.ToHashSet(), HttpContext.Actor(), cancellationToken));

    /// <summary>Adds a person, or shows what stands against it.</summary>
    public async Task<IActionResult> OnPostPersonAsync(
        Guid person, [FromForm(Name = "person-name")] string? name, string? email, [FromForm(Name = "user-name")] string? userName, string? language, Role[] roles, CancellationToken cancellationToken)
    {
        Typed = new NewPerson(person, userName ?? "", name ?? "", email ?? "", language ?? "", roles.ToHashSet());
        if (person == Guid.Empty || await desk.AddPersonAsync(Id, ModuleName ?? "", Typed, HttpContext.Actor(), cancellationToken) is not { } errors)
            return NotFound();
        if (errors.Count == 0)
            return Answer(isDone: true);
        Errors = new ErrorSummary(errors, [], null, null);
        return await OnGetAsync(saved: false, cancellationToken);
    }

    private IActionResult Answer(bool isDone) =>
        isDone ? LocalRedirect($"/authorities/{Id}/mandates?module={Uri.EscapeDataString(ModuleName ?? "")}&saved=true") : NotFound();
}
