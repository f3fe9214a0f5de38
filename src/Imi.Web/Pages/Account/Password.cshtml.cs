using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Accounts;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Account;

/// <summary>Where a link that came by e-mail leads: the password is set here.</summary>
internal sealed class PasswordModel(AccountService accountService, SecondFactorRecoveryService renewals, BrowserSessionService browserSession, PageTexts texts) : PageModel
{
    /// <summary>What the link says.</summary>
    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    /// <summary>Whose account it is; null where the link does not open.</summary>
    public ImiUser? Person { get; private set; }

    /// <summary>What is set up anew by the link, after the password or the code; null where the link is none of that kind.</summary>
    public OpenRecovery? Renews { get; private set; }

    /// <summary>What is wrong.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>Asks for the password.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken);

    /// <summary>Sets it.</summary>
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

    /// <summary>Checks the password, or the code, of somebody who lost the second factor, and lets them set it up anew.</summary>
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
