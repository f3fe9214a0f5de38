using Imi.Kernel.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Account;

/// <summary>Sends a link to whoever forgot the password. Who has an account cannot be told from the answer.</summary>
internal sealed class ForgottenModel(AccountDesk desk) : PageModel
{
    /// <summary>Whether a link is on its way, if there is an account.</summary>
    public bool IsSent { get; private set; }

    /// <summary>Asks for the user name or the e-mail address.</summary>
    public void OnGet(bool sent) => IsSent = sent;

    /// <summary>Sends the link.</summary>
    public async Task<IActionResult> OnPostAsync(string? name, CancellationToken cancellationToken)
    {
        await desk.ForgottenAsync(name ?? "", cancellationToken);
        return LocalRedirect("/account/forgotten?sent=true");
    }
}
