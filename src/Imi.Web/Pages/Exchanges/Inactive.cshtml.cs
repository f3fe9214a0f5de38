using Imi.Kernel.Exchanges;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <summary>The exchanges whose personal data are hidden or deleted: that they existed, with whom and when.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class InactiveModel(InactiveQuery inactiveQuery) : PageModel
{
    /// <summary>Only with a number that begins so.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    /// <summary>Where the page before ended.</summary>
    [BindProperty(SupportsGet = true, Name = "after")]
    public string? After { get; set; }

    /// <summary>The page of exchanges.</summary>
    public InactivePage List { get; private set; } = new([], null, new Dictionary<Guid, Authority>());

    /// <summary>Shows the list.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        List = await inactiveQuery.ListAsync(new InactiveFilter { Search = Search, After = InboxCursor.Parse(After) }, HttpContext.Actor(), cancellationToken);

    /// <summary>The address of another page of this list.</summary>
    public string Address(InboxCursor? after) =>
        $"/exchanges/inactive{QueryString.Create(
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["q"] = Search, ["after"] = after?.ToString() }.Where(one => !string.IsNullOrEmpty(one.Value)))}";
}
