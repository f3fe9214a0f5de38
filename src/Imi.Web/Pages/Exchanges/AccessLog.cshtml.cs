using Imi.Kernel.Exchanges;
using Imi.Kernel.Network.Access;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Shows who in the person's own authority opened an exchange.</summary>
[Needs(Permission.SeeReaders)]
internal sealed class AccessLogModel(AccessLogQuery accessLogQuery, PageTexts texts) : PageModel
{
    /// <summary>The access log.</summary>
    public ExchangeAccessLog Log { get; private set; } = null!;

    /// <summary>Shows the access log to the parties.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await accessLogQuery.ReadAsync(id, HttpContext.Actor(), texts.Language, cancellationToken) is not { } log)
            return NotFound();
        Log = log;
        return Page();
    }
}
