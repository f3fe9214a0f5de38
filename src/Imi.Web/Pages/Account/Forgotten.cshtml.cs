using Imi.Kernel.Network.Accounts;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Account;

/// <summary>Sends a link to whoever forgot the password. Who has an account cannot be told from the answer.</summary>
internal sealed class ForgottenModel(AccountService accountService) : PageModel
{
    /// <summary>How long an answer takes at least: the work differs with and without such an account, and the time must not tell which.</summary>
    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether a link is on its way, if there is an account.</summary>
    public bool IsSent { get; private set; }

    /// <summary>What is wrong.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>Asks for the user name or the e-mail address.</summary>
    public void OnGet(bool sent) => IsSent = sent;

    /// <summary>Sends the link.</summary>
    public async Task<IActionResult> OnPostAsync(string? name, CancellationToken cancellationToken)
    {
        var asked = accountService.ForgottenAsync(name ?? "", BrowserSessionService.PlaceOf(HttpContext).Address, cancellationToken);
        await Task.WhenAll(asked, Task.Delay(Answer, cancellationToken));
        if (await asked is not { } wait)
            return LocalRedirect("/account/forgotten?sent=true");
        Errors = Errors with { Errors = [Response.SetRetryAfter(wait, isBusy: false, "sign-in-name")] };
        return Page();
    }
}
