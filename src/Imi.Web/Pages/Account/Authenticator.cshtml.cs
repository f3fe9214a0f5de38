using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Accounts;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Account;

/// <summary>Sets up a second factor. People without one cannot open any other page.</summary>
internal sealed class AuthenticatorModel(
    AccountService accountService,
    PasskeyService passkeyService,
    WebAuthnService passkeys,
    SignInService signIn,
    BrowserSessionService browserSession,
    PageTexts texts
) : PageModel
{
    /// <summary>The authenticator key offered.</summary>
    public OfferedAuthenticator Offered { get; private set; } = null!;

    /// <summary>The recovery codes; shown once.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    /// <summary>The passkey registration as an alternative; null if the person has a second factor and only changes the app.</summary>
    public PasskeyForm? PasskeyForm { get; private set; }

    /// <summary>The errors of the page.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>The key in groups that are easy to copy.</summary>
    public string KeyInGroups => string.Join(' ', Offered.Key.Chunk(4).Select(part => new string(part)));

    /// <summary>The <c>otpauth</c> address in the QR code.</summary>
    public string Address
    {
        get
        {
            var issuer = Uri.EscapeDataString(texts["layout.product"]);
            return $"otpauth://totp/{issuer}:{Uri.EscapeDataString(Offered.Person.UserName)}?secret={Offered.Key}&issuer={issuer}";
        }
    }

    /// <summary>Shows the key.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await StepAsync(cancellationToken) is { } step ? await ShowAsync(step, cancellationToken) : LocalRedirect("/sign-in");

    /// <summary>Checks the app's first code, shows the recovery codes and begins the session.</summary>
    public async Task<IActionResult> OnPostAsync(string? code, CancellationToken cancellationToken)
    {
        if (await StepAsync(cancellationToken) is not { } step)
            return LocalRedirect("/sign-in");
        if (await accountService.ConfirmAsync(step, code ?? "", SessionOf(step), cancellationToken) is not { } setting)
        {
            Errors = Errors with { Errors = [new FieldError("code", "account.sign-in.wrong-code")] };
            return await ShowAsync(step, cancellationToken);
        }

        RecoveryCodes = setting.RecoveryCodes;
        if (HttpContext.SessionOrNull() is null && await signIn.EnterAsync(setting.Step, "authenticator", cancellationToken) is { } signedIn)
        {
            await browserSession.BeginAsync(signedIn, isByClick: false, cancellationToken);
            texts.ShowIn(signedIn.Actor.Language);
        }

        return Page();
    }

    /// <summary>Registers a passkey as the second factor, shows the recovery codes and begins the session.</summary>
    public async Task<IActionResult> OnPostPasskeyAsync(string? passkeyToken, string? passkeyAnswer, string? passkeyName, CancellationToken cancellationToken)
    {
        if (await HttpContext.StepAsync(cancellationToken) is not { IsComplete: false } step)
            return LocalRedirect("/sign-in");
        var setting = await passkeys.RegisterAsync(step, new PasskeyResponse(passkeyToken, passkeyAnswer), passkeyName, null, cancellationToken);
        if (setting?.Step is not { } done)
        {
            Errors = Errors with
            {
                Errors = [setting?.Flaw is { } flawed ? FieldError.Of("passkey-name", flawed) : new FieldError("passkey-name", "account.passkey.wrong")],
            };
            return await ShowAsync(step, cancellationToken);
        }

        RecoveryCodes = setting.RecoveryCodes;
        if (await signIn.EnterAsync(done, "passkey", cancellationToken) is { } signedIn)
        {
            await browserSession.BeginAsync(signedIn, isByClick: false, cancellationToken);
            texts.ShowIn(signedIn.Actor.Language);
        }

        return Page();
    }

    /// <summary>
    /// Returns the step of a person who may set up a second factor: one without a second factor, one who is recovering it, or one who is signed in. The
    /// password alone is not enough to replace a second factor.
    /// </summary>
    private async Task<SignInStep?> StepAsync(CancellationToken cancellationToken) =>
        await HttpContext.StepAsync(cancellationToken) is { } step && (!step.IsComplete || SessionOf(step) is not null) ? step : null;

    private Guid? SessionOf(SignInStep step) => HttpContext.SessionOrNull() is { } session && session.UserId == step.UserId ? session.Id : null;

    private async Task<IActionResult> ShowAsync(SignInStep step, CancellationToken cancellationToken)
    {
        if (await accountService.OfferedAsync(step, cancellationToken) is not { } offered)
            return LocalRedirect("/sign-in");
        Offered = offered;
        texts.ShowTo(offered.Person);
        if (!step.IsComplete && await passkeyService.PersonOfAsync(step, cancellationToken) is { } person)
        {
            PasskeyForm = new PasskeyForm(
                "/account/authenticator?handler=Passkey",
                "account.passkey.set-up",
                await passkeys.BeginRegistrationAsync(person, cancellationToken)
            )
            {
                MakesOne = true,
                Errors = Errors.Errors,
            };
        }

        return Page();
    }
}
