using Imi.Kernel.Network.Accounts;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Account;

/// <summary>Sends a link to people who forgot their password. The response does not reveal whether an account exists.</summary>
internal sealed class ForgottenModel(AccountService accountService) : PageModel
{
    /// <summary>The minimum duration of a response, so that its timing does not reveal whether an account exists.</summary>
    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether a link is sent, if the account exists.</summary>
    public bool IsSent { get; private set; }

    /// <summary>The errors of the page.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>Asks for the user name or e-mail address.</summary>
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
