using Imi.Kernel.Forms;
using Imi.Kernel.People;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Account;

/// <summary>Where a link that came by e-mail leads: the password is set here.</summary>
internal sealed class PasswordModel(AccountDesk desk, RenewalDesk renewals, PageTexts texts) : PageModel
{
    /// <summary>What the link says.</summary>
    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    /// <summary>Whose account it is; null where the link does not open.</summary>
    public ImiUser? Person { get; private set; }

    /// <summary>Whose second factor is set up anew by the link, after the password; null where the link is none of that kind.</summary>
    public ImiUser? Renews { get; private set; }

    /// <summary>What is wrong.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>Asks for the password.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken);

    /// <summary>Sets it.</summary>
    public async Task<IActionResult> OnPostAsync(string? password, CancellationToken cancellationToken)
    {
        var setting = await desk.SetPasswordAsync(Token, password ?? "", cancellationToken);
        if (setting?.Step is { } step)
        {
            await HttpContext.NoteAsync(step);
            return LocalRedirect(step.IsComplete ? "/sign-in?handler=Code" : "/account/authenticator");
        }

        if (setting?.Wrong is { } wrong)
            Errors = Errors with { Errors = [new FieldError("password", wrong.TextKey, wrong.Name, wrong.Value)] };
        await LoadAsync(cancellationToken);
        return Page();
    }

    /// <summary>Checks the password of whoever lost the second factor, and lets it be set up anew.</summary>
    public async Task<IActionResult> OnPostRenewAsync(string? password, CancellationToken cancellationToken)
    {
        var answer = await renewals.CheckPasswordAsync(Token, password ?? "", Entrance.PlaceOf(HttpContext).Address, cancellationToken);
        if (answer.Done is { } step)
        {
            await HttpContext.NoteAsync(step);
            return LocalRedirect("/account/authenticator");
        }

        Errors = Errors with
        {
            Errors = [answer.Wait is { } wait ? new FieldError("password", "account.sign-in.wait", "count", Response.AskToWait(wait)) : new FieldError("password", "account.confirm.wrong")],
        };
        await LoadAsync(cancellationToken);
        return Page();
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Person = await desk.PersonOfAsync(Token, cancellationToken);
        Renews = Person is null ? await renewals.PersonOfAsync(Token, cancellationToken) : null;
        if ((Person ?? Renews) is { } reader)
            texts.ShowTo(reader);
    }
}
