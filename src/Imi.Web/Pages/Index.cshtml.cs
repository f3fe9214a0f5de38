using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Network.Access;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>The start page of the simple view; in the full view it redirects to the first page of the person's role.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class IndexModel(InboxQuery inbox, PageTexts texts) : PageModel
{
    private const int MostDrafts = 5;
    private const int MostExplained = 2;

    /// <summary>The exchanges that need the person's action, most urgent first.</summary>
    public InboxPage ToDo { get; private set; } = null!;

    /// <summary>The drafts of the person's authorities, newest first.</summary>
    public InboxPage? Drafts { get; private set; }

    /// <summary>Whether this is a later page of the list.</summary>
    public bool IsContinued { get; private set; }

    /// <summary>The procedures that the guide in the margin explains.</summary>
    public IEnumerable<(PolicyModule Module, Procedure Procedure)> Explained =>
        ToDo
            .Items.Select(item => (item.Row.Module, item.Row.Procedure))
            .Distinct()
            .Take(MostExplained)
            .Select(one => (Module: texts.Module(one.Module)!, Name: one.Procedure))
            .Where(one => one.Module?.Procedure(one.Name) is not null)
            .Select(one => (one.Module, one.Module.Procedure(one.Name)!));

    /// <summary>
    /// Returns the first page of a role: the inbox for people who read exchanges, otherwise the page for the role's task. Null for the simple view,
    /// which starts here.
    /// </summary>
    private static string? FirstPageOf(Actor actor)
    {
        bool Holds(Role role) => actor.Grants.Any(grant => grant.Role == role);
        if (actor.ReadableModules.Count > 0)
            return actor.HasSimpleView ? null : "/inbox";
        return Holds(Role.PolicyOfficer) ? "/modules"
            : Holds(Role.DataProtectionOfficer) ? "/data-protection"
            : Holds(Role.Administrator) ? "/my-authority"
            : "/inbox";
    }

    /// <summary>Shows the tasks, or redirects to the first page of the person's role.</summary>
    public async Task<IActionResult> OnGetAsync(string? after, CancellationToken cancellationToken)
    {
        var actor = HttpContext.Actor();
        if (FirstPageOf(actor) is { } first)
            return LocalRedirect(first);
        IsContinued = after is { Length: > 0 };
        ToDo = await inbox.ListAsync(
            new InboxFilter
            {
                View = InboxView.ToDo,
                OnlyToDo = true,
                After = InboxCursor.Parse(after),
            },
            actor,
            cancellationToken
        );
        if (!IsContinued)
            Drafts = await inbox.ListAsync(
                new InboxFilter
                {
                    View = InboxView.Draft,
                    OnlyToDo = true,
                    Sort = InboxSort.Updated,
                    PageSize = MostDrafts,
                },
                actor,
                cancellationToken
            );
        return Page();
    }
}
