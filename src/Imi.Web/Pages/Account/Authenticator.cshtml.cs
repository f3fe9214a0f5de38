using Imi.Kernel.Forms;
using Imi.Kernel.People;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Account;

/// <summary>Where the authenticator app is set up: until then nothing else opens.</summary>
internal sealed class AuthenticatorModel(AccountDesk desk, SignInDesk signIn, Entrance entrance, PageTexts texts) : PageModel
{
    /// <summary>The key that is offered.</summary>
    public OfferedAuthenticator Offered { get; private set; } = null!;

    /// <summary>The recovery codes, shown this once.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    /// <summary>What is wrong.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>The key in groups that can be copied by eye.</summary>
    public string KeyInGroups => string.Join(' ', Offered.Key.Chunk(4).Select(part => new string(part)));

    /// <summary>The address that apps read from the drawing.</summary>
    public string Address
    {
        get
        {
            var issuer = Uri.EscapeDataString(texts["web.product"]);
            return $"otpauth://totp/{issuer}:{Uri.EscapeDataString(Offered.Person.UserName)}?secret={Offered.Key}&issuer={issuer}";
        }
    }

    /// <summary>Shows the key.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await HttpContext.StepAsync(cancellationToken) is { } step ? await ShowAsync(step, cancellationToken) : LocalRedirect("/sign-in");

    /// <summary>Takes the app's first code, shows the recovery codes and begins the session.</summary>
    public async Task<IActionResult> OnPostAsync(string? code, CancellationToken cancellationToken)
    {
        if (await HttpContext.StepAsync(cancellationToken) is not { } step)
            return LocalRedirect("/sign-in");
        if (await desk.ConfirmAsync(step, code ?? "", HttpContext.SessionOrNull()?.Id, cancellationToken) is not { } setting)
        {
            Errors = Errors with { Errors = [new FieldError("code", "account.sign-in.wrong-code")] };
            return await ShowAsync(step, cancellationToken);
        }

        RecoveryCodes = setting.RecoveryCodes;
        if (HttpContext.SessionOrNull() is null && await signIn.EnterAsync(setting.Step, cancellationToken) is { } signedIn)
        {
            await entrance.LetInAsync(signedIn, isByClick: false, cancellationToken);
            texts.ShowIn(signedIn.Actor.Language);
        }

        return Page();
    }

    private async Task<IActionResult> ShowAsync(SignInStep step, CancellationToken cancellationToken)
    {
        if (await desk.OfferedAsync(step, cancellationToken) is not { } offered)
            return LocalRedirect("/sign-in");
        Offered = offered;
        texts.ShowTo(offered.Person);
        return Page();
    }
}
