using Imi.Kernel.Forms;
using Imi.Kernel.People;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Account;

/// <summary>Where a link that came by e-mail leads: the password is set here.</summary>
internal sealed class PasswordModel(AccountDesk desk, PageTexts texts) : PageModel
{
    /// <summary>What the link says.</summary>
    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    /// <summary>Whose account it is; null where the link does not open.</summary>
    public ImiUser? Person { get; private set; }

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

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Person = await desk.PersonOfAsync(Token, cancellationToken);
        if (Person is not null)
            texts.ShowTo(Person);
    }
}
