using Imi.Kernel.Access;
using Imi.Kernel.Notices;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>A person's notices, newest first.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class NoticesModel(NoticeDesk notices) : PageModel
{
    /// <summary>The notices.</summary>
    public IReadOnlyList<NoticeItem> Items { get; private set; } = [];

    /// <summary>Shows the notices.</summary>
    public async Task OnGetAsync(Guid? before, CancellationToken cancellationToken) =>
        Items = await notices.ListAsync(HttpContext.Actor().UserId, before, cancellationToken);

    /// <summary>Marks all as read.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await notices.ReadAllAsync(HttpContext.Actor().UserId, cancellationToken);
        return LocalRedirect("/notices");
    }
}
