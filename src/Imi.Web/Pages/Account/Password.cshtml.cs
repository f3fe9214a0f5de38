using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Accounts;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Account;

/// <summary>Opens the link of an account e-mail: sets a password, or starts the recovery of a second factor.</summary>
internal sealed class PasswordModel(AccountService accountService, SecondFactorRecoveryService renewals, BrowserSessionService browserSession, PageTexts texts)
    : PageModel
{
    /// <summary>The token of the link.</summary>
    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    /// <summary>The owner of the account; null if the link does not set a password.</summary>
    public ImiUser? Person { get; private set; }

    /// <summary>The recovery that the link starts; null if it does not start one.</summary>
    public OpenRecovery? Renews { get; private set; }

    /// <summary>The errors of the page.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>Shows the form.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken);

    /// <summary>Sets the password.</summary>
    public async Task<IActionResult> OnPostAsync(string? password, CancellationToken cancellationToken)
    {
        var setting = await accountService.SetPasswordAsync(Token, password ?? "", cancellationToken);
        if (setting?.Step is { } step)
        {
            await HttpContext.NoteAsync(step);
            return LocalRedirect(step.IsComplete ? "/sign-in?handler=Code" : "/account/authenticator");
        }

        if (setting?.Wait is { } wait)
            Errors = Errors with { Errors = [Response.SetRetryAfter(wait, isBusy: true, "password")] };
        if (setting?.Wrong is { } wrong)
            Errors = Errors with { Errors = [new FieldError("password", wrong.TextKey, wrong.Name, wrong.Value)] };
        await LoadAsync(cancellationToken);
        return Page();
    }

    /// <summary>Checks the password or the administrator's code, and lets the person set up a new second factor.</summary>
    public async Task<IActionResult> OnPostRenewAsync(string? password, string? code, CancellationToken cancellationToken)
    {
        var answer = await renewals.CheckAsync(Token, password ?? code ?? "", browserSession.CurrentAttempt(), cancellationToken);
        if (answer.Done is { } step)
        {
            await HttpContext.NoteAsync(step);
            return LocalRedirect("/account/authenticator");
        }

        var field = code is null ? "password" : "code";
        Errors = Errors with
        {
            Errors = [answer.Wait is { } wait ? Response.SetRetryAfter(wait, answer.IsBusy, field) : new FieldError(field, "account.confirm.wrong")],
        };
        await LoadAsync(cancellationToken);
        return Page();
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Person = await accountService.PersonOfAsync(Token, cancellationToken);
        Renews = Person is null ? await renewals.FindAsync(Token, cancellationToken) : null;
        if ((Person ?? Renews?.Person) is { } reader)
            texts.ShowTo(reader);
    }
}
