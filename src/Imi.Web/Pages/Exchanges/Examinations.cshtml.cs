using Imi.Kernel.Exchanges;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Lists the examinations that the Commission has not concluded, the longest first.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class ExaminationsModel(ExaminationQuery examinations) : PageModel
{
    /// <summary>The cursor of the page; empty for the first page.</summary>
    [BindProperty(SupportsGet = true, Name = "after")]
    public string? After { get; set; }

    /// <summary>The page of examinations.</summary>
    public InboxPage List { get; private set; } = new([], null, new Dictionary<Guid, AuthorityLabel>());

    /// <summary>Shows the list.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        List = await examinations.ListAsync(InboxCursor.Parse(After), HttpContext.Actor(), cancellationToken);
}
