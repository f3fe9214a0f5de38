using Imi.Kernel.Access;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Modules;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>The front page: the inbox, or in the light mode what the person must do.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class IndexModel(InboxDesk inbox, PageTexts texts) : PageModel
{
    private const int MostDrafts = 5;
    private const int MostExplained = 2;

    /// <summary>What waits for the person, most pressing first.</summary>
    public InboxPage ToDo { get; private set; } = null!;

    /// <summary>What the person's authorities have begun, the newest first.</summary>
    public InboxPage? Drafts { get; private set; }

    /// <summary>Whether the list goes on from another page.</summary>
    public bool IsContinued { get; private set; }

    /// <summary>The procedures that the guide in the margin explains.</summary>
    public IEnumerable<(PolicyModule Module, Procedure Procedure)> Explained => ToDo.Items
        .Select(item => (item.Row.Module, item.Row.Procedure)).Distinct().Take(MostExplained)
        .Select(one => (Module: texts.Module(one.Module)!, Name: one.Procedure))
        .Where(one => one.Module?.Procedure(one.Name) is not null)
        .Select(one => (one.Module, one.Module.Procedure(one.Name)!));

    /// <summary>Shows what waits for the person, or goes to the inbox.</summary>
    public async Task<IActionResult> OnGetAsync(string? after, CancellationToken cancellationToken)
    {
        if (HttpContext.Actor() is not { IsLight: true } actor)
            return LocalRedirect("/inbox");
        IsContinued = after is { Length: > 0 };
        ToDo = await inbox.ListAsync(new InboxQuery { View = InboxView.ToDo, OnlyToDo = true, After = InboxCursor.Parse(after) }, actor, cancellationToken);
        if (!IsContinued)
            Drafts = await inbox.ListAsync(new InboxQuery { View = InboxView.Draft, OnlyToDo = true, Sort = InboxSort.Updated, PageSize = MostDrafts }, actor, cancellationToken);
        return Page();
    }
}
