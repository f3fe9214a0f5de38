using Imi.Kernel.Features.Notices;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace Imi.Web.Pages;

/// <summary>Lists a person's notices, newest first.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class NoticesModel(NoticeService notices, AuthorityDirectory directory) : PageModel
{
    /// <summary>The notices.</summary>
    public IReadOnlyList<NoticeItem> Items { get; private set; } = [];

    /// <summary>The authorities that caused the notices.</summary>
    public IReadOnlyDictionary<Guid, AuthorityLabel> Authorities { get; private set; } = new Dictionary<Guid, AuthorityLabel>();

    /// <summary>The filter: <c>all</c>, <c>todo</c> or <c>unread</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string Show { get; set; } = "all";

    /// <summary>The policy area; empty for all.</summary>
    [BindProperty(SupportsGet = true)]
    public string Module { get; set; } = "";

    /// <summary>The person's policy areas.</summary>
    public IReadOnlyList<string> Modules => [.. HttpContext.Actor().ReadableModules.SelectMany(one => one.Value).Distinct(StringComparer.Ordinal)];

    /// <summary>The address of the page with its filters.</summary>
    public string Address(string? before) =>
        QueryHelpers.AddQueryString(
            "/notices",
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["show"] = Show is "todo" or "unread" ? Show : null,
                ["module"] = Module is { Length: > 0 } ? Module : null,
                ["before"] = before,
            }.Where(pair => pair.Value is not null)
        );

    /// <summary>Shows the notices.</summary>
    public async Task OnGetAsync(Guid? before, CancellationToken cancellationToken)
    {
        Items = await notices.ListAsync(
            new NoticeFilter(HttpContext.Actor().UserId, before)
            {
                OnlyUnread = Show == "unread",
                OnlyToDo = Show == "todo",
                Module = Module is { Length: > 0 } ? Module : null,
            },
            cancellationToken
        );
        Authorities = await directory.LabelsAsync([.. Items.Select(item => item.ByAuthorityId).OfType<Guid>().Distinct()], cancellationToken);
    }

    /// <summary>Marks all notices as read.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await notices.ReadAllAsync(HttpContext.Actor().UserId, cancellationToken);
        return LocalRedirect("/notices");
    }
}
