using Imi.Kernel.Exchanges;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Lists exchanges whose personal data are blocked or whose content is deleted: that they existed, with whom and when.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class InactiveModel(InactiveQuery inactiveQuery) : PageModel
{
    /// <summary>Only exchanges whose number starts with this text.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    /// <summary>The cursor of the page; empty for the first page.</summary>
    [BindProperty(SupportsGet = true, Name = "after")]
    public string? After { get; set; }

    /// <summary>The page of exchanges.</summary>
    public InactivePage List { get; private set; } = new([], null, new Dictionary<Guid, Authority>());

    /// <summary>Shows the list.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        List = await inactiveQuery.ListAsync(new InactiveFilter { Search = Search, After = InboxCursor.Parse(After) }, HttpContext.Actor(), cancellationToken);

    /// <summary>Returns the address of another page of the list.</summary>
    public string Address(InboxCursor? after)
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal) { ["q"] = Search, ["after"] = after?.ToString() };
        return $"/exchanges/inactive{QueryString.Create(query.Where(one => !string.IsNullOrEmpty(one.Value)))}";
    }
}
